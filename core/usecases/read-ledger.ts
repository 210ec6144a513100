import type { Micros } from '../contracts/incident';
import { ALERT_FACTS, DELIVERY_FACTS } from '../contracts/ledger';
import { judgedFrom, judgeLedger, type LedgerJudgement } from '../domain/ledger/judge-ledger';
import { MINUTE, minuteOf, type LedgerSeries } from '../domain/ledger/ledger-series';
import type { DeliveriesBacklog, LedgerBooks, LedgerRange } from './ports';

export interface ReadLedgerDeps {
  readonly ledgerBooks: LedgerBooks;
  readonly deliveriesBacklog: DeliveriesBacklog;
}

/** What was counted, as far back as it is judged, and the judgement. */
export interface LedgerReading {
  readonly series: LedgerSeries;
  readonly judgement: LedgerJudgement;
}

/** The time whose counts are needed to judge the ledger at `now`, the minute that is not over included. */
export function judgedRange(now: Micros): LedgerRange {
  return { from: judgedFrom(now), to: minuteOf(now) + MINUTE };
}

/**
 * Reads the ledger and judges it.
 * @throws when the counts or the queue can't be read.
 */
export async function readLedger(
  { ledgerBooks, deliveriesBacklog }: ReadLedgerDeps,
  now: Micros,
): Promise<LedgerReading> {
  const series = await ledgerBooks.read([...ALERT_FACTS, ...DELIVERY_FACTS], judgedRange(now));
  const judgement = judgeLedger(series, now, 0);
  // Asked for only where it matters: the queue is nearly always empty, and so is what is missing.
  if (judgement.deliveries.missing === 0) return { series, judgement };
  return { series, judgement: judgeLedger(series, now, await deliveriesBacklog.countWaiting()) };
}
