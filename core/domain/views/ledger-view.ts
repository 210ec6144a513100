import type { Micros } from '../../contracts/incident';
import type { JsonObject } from '../../contracts/json';
import type { LedgerFact } from '../../contracts/ledger';
import { ALERT_ALLOWED_SECONDS, DELIVERY_ALLOWED_SECONDS } from '../../contracts/pipeline-limits';
import type { LedgerJudgement, SideJudgement } from '../ledger/judge-ledger';
import { countOf, MINUTE, minuteOf, type LedgerSeries } from '../ledger/ledger-series';
import { toWireDate } from './wire-date';

/** The minutes that are shown: the one that is not over, and those before it. */
const MINUTES_SHOWN = 60;

/** The ledger of the last hour as the wire shows it, with the judgement of what is older. */
export function viewLedger(series: LedgerSeries, { alerts, deliveries }: LedgerJudgement, now: Micros): JsonObject {
  const last = minuteOf(now);
  const minutes = Array.from({ length: MINUTES_SHOWN }, (_, index) => last - (MINUTES_SHOWN - 1 - index) * MINUTE);
  return {
    from: toWireDate(minutes[0] ?? last),
    to: toWireDate(last + MINUTE),
    totals: viewFigures((fact) => minutes.reduce((sum, minute) => sum + countOf(series, fact, minute), 0)),
    minutes: minutes.map((minute) => ({
      at: toWireDate(minute),
      ...viewFigures((fact) => countOf(series, fact, minute)),
    })),
    allowed_seconds: { alerts: ALERT_ALLOWED_SECONDS, deliveries: DELIVERY_ALLOWED_SECONDS },
    in_flight: { alerts: alerts.in_flight, deliveries: deliveries.in_flight },
    drift: { alerts: viewDrift(alerts), deliveries: viewDrift(deliveries) },
  };
}

function viewFigures(count: (fact: LedgerFact) => number): JsonObject {
  return {
    alerts: {
      accepted: count('AlertsAccepted'),
      completed: count('AlertsCompleted'),
      failed: count('AlertsFailed'),
    },
    deliveries: {
      due: count('DeliveriesDue'),
      delivered: count('DeliveriesDelivered'),
      pending: count('DeliveriesPending'),
      failed: count('DeliveriesFailed'),
      dead_lettered: count('DeliveriesDeadLettered'),
    },
  };
}

function viewDrift({ missing, minutes }: SideJudgement): JsonObject {
  return { missing, minutes: minutes.map((minute) => ({ at: toWireDate(minute.at), missing: minute.missing })) };
}
