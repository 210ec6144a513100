import type { Micros } from '../../core/contracts/incident';
import { LEDGER_NAMESPACE, type LedgerFact } from '../../core/contracts/ledger';
import { minuteOf } from '../../core/domain/ledger/ledger-series';
import type { Ledger } from '../../core/usecases/ports';
import { writeToStdout, type LogContext, type WriteLine } from './log';

/** The ledger as functions keep it: added up in memory during an invocation, and then written. */
export interface LedgerLines extends Ledger {
  /** Writes what was booked since the last time, a line for each minute. Call it when an invocation ends. */
  flush(): void;
}

/**
 * The ledger in CloudWatch's embedded metric format: lines of the log that CloudWatch reads as metrics, each under the time
 * of its minute, which may be up to two weeks over. No longer than they have to be: ingest writes one for each alert.
 */
export function createLedger(dimensions: LogContext, write: WriteLine = writeToStdout): LedgerLines {
  let minutes = new Map<Micros, Map<LedgerFact, number>>();
  return {
    book(fact, at, count = 1) {
      const minute = minuteOf(at);
      const counts = minutes.get(minute) ?? new Map<LedgerFact, number>();
      counts.set(fact, (counts.get(fact) ?? 0) + count);
      minutes.set(minute, counts);
    },
    flush() {
      const written = minutes;
      minutes = new Map();
      for (const [minute, counts] of written) writeMinute(minute, counts);
    },
  };

  function writeMinute(minute: Micros, counts: ReadonlyMap<LedgerFact, number>): void {
    // What was taken back within the same invocation says nothing.
    const facts = [...counts].filter(([, count]) => count !== 0);
    if (facts.length === 0) return;
    const directive = {
      Namespace: LEDGER_NAMESPACE,
      Dimensions: [Object.keys(dimensions)],
      Metrics: facts.map(([Name]) => ({ Name })),
    };
    const head = { _aws: { Timestamp: minute / 1_000, CloudWatchMetrics: [directive] }, ...dimensions };
    write(JSON.stringify({ ...head, ...Object.fromEntries(facts) }));
  }
}
