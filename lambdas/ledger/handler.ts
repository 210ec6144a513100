import type { Metrics } from '../../adapters/observability/metrics';
import { METRICS } from '../../core/contracts/metrics';
import type { LedgerJudgement, SideJudgement } from '../../core/domain/ledger/judge-ledger';
import { toWireDate } from '../../core/domain/views/wire-date';
import { checkLedger, type CheckLedgerDeps } from '../../core/usecases/check-ledger';
import type { Log } from '../../core/usecases/ports';

export interface LedgerHandlerDeps extends CheckLedgerDeps {
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * Triggered by its schedule. Guarantees that what came in and did not end within the time that the pipeline may take is
 * told, with the minutes it came in, as a line of the log and a figure of the metric that the alarm looks at; or it fails,
 * which has an alarm of its own. Run twice, it tells it twice.
 */
export function createHandler(deps: LedgerHandlerDeps) {
  return async (): Promise<void> => {
    const judgement = await checkLedger(deps);
    // Nothing came in: no line either, or an idle deployment would have thousands that say nothing.
    if (judgement !== null) tell(deps, judgement);
  };
}

function tell({ log, metrics }: LedgerHandlerDeps, { alerts, deliveries }: LedgerJudgement): void {
  const fields = { alerts: show(alerts), deliveries: show(deliveries) };
  const missing = alerts.missing + deliveries.missing;
  if (missing === 0) {
    log.info('the ledger adds up', fields);
    return;
  }
  log.error('the ledger does not add up', fields);
  // Only then: a metric is billed while it has figures, and none is what the alarm takes for well.
  metrics.add(METRICS.ledgerDrift, missing);
  metrics.flush();
}

function show({ in_flight, missing, minutes }: SideJudgement): object {
  return { in_flight, missing, minutes: minutes.map(({ at, missing: of }) => `${toWireDate(at)}: ${of}`) };
}
