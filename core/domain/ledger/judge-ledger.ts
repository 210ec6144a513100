import type { LedgerFact } from '../../contracts/ledger';
import type { Micros } from '../../contracts/incident';
import { ALERT_ALLOWED_SECONDS, DELIVERY_ALLOWED_SECONDS } from '../../contracts/pipeline-limits';
import { countOf, MINUTE, minuteOf, type LedgerSeries } from './ledger-series';

/** What went in without an end, of the things that came in within one minute. */
export interface MissingMinute {
  /** The beginning of the minute. */
  readonly at: Micros;
  readonly missing: number;
}

/** How one of the two sides of the ledger stands. */
export interface SideJudgement {
  /** Came in of late and has not ended: what the pipeline holds. */
  readonly in_flight: number;
  /** Came in longer ago than the pipeline may take, and has not ended. */
  readonly missing: number;
  /** The minutes that those came in, oldest first. */
  readonly minutes: readonly MissingMinute[];
}

export interface LedgerJudgement {
  readonly alerts: SideJudgement;
  readonly deliveries: SideJudgement;
}

/** What comes in and the ways it can end, and how long that may take. */
interface Side {
  readonly beginning: LedgerFact;
  readonly ends: readonly LedgerFact[];
  readonly allowed: Micros;
}

const ALERTS: Side = {
  beginning: 'AlertsAccepted',
  ends: ['AlertsCompleted', 'AlertsFailed'],
  allowed: ALERT_ALLOWED_SECONDS * 1_000_000,
};

/** A delivery that is pending has a row that says so, for days if need be: it is not lost. */
const DELIVERIES: Side = {
  beginning: 'DeliveriesDue',
  ends: ['DeliveriesDelivered', 'DeliveriesPending', 'DeliveriesFailed', 'DeliveriesDeadLettered'],
  allowed: DELIVERY_ALLOWED_SECONDS * 1_000_000,
};

/** How long what is missing is told of, from when it counts as missing: several looks, should one fail. */
export const TOLD_FOR: Micros = 60 * MINUTE;

/** From when on counts are needed to judge at a time. */
export function judgedFrom(now: Micros): Micros {
  return minuteOf(now) - Math.max(ALERTS.allowed, DELIVERIES.allowed) - TOLD_FOR - MINUTE;
}

/**
 * Judges the ledger: what came in longer ago than the pipeline may take and has not ended is missing. More ends than
 * beginnings in a minute are none of another minute's, and no fault: a message that came twice, or a function that died
 * after its work and before it counted what came in.
 *
 * @param waiting messages that wait on the deliveries queue behind an earlier one of their incident, or for a function:
 * so many deliveries are not missing, whatever their age; the youngest are taken to be those.
 */
export function judgeLedger(series: LedgerSeries, now: Micros, waiting: number): LedgerJudgement {
  return { alerts: judge(series, ALERTS, now), deliveries: without(judge(series, DELIVERIES, now), waiting) };
}

function judge(series: LedgerSeries, side: Side, now: Micros): SideJudgement {
  const latest = now - side.allowed;
  const open = openMinutes(series, side).filter(({ at }) => at + MINUTE > latest - TOLD_FOR);
  // A minute is overdue with the last that came in within it.
  const minutes = open.filter(({ at }) => at + MINUTE <= latest);
  const young = open.filter(({ at }) => at + MINUTE > latest);
  return { in_flight: sum(young), missing: sum(minutes), minutes };
}

/** The minutes of which not all has ended, oldest first. */
function openMinutes(series: LedgerSeries, { beginning, ends }: Side): readonly MissingMinute[] {
  const begun = [...(series.get(beginning) ?? [])].toSorted(([a], [b]) => a - b);
  return begun.flatMap(([at, count]) => {
    const ended = ends.reduce((total, fact) => total + countOf(series, fact, at), 0);
    return count > ended ? [{ at, missing: count - ended }] : [];
  });
}

function without(side: SideJudgement, waiting: number): SideJudgement {
  let explained = Math.min(waiting, side.missing);
  const in_flight = side.in_flight + explained;
  const minutes: MissingMinute[] = [];
  for (const { at, missing } of side.minutes.toReversed()) {
    const taken = Math.min(explained, missing);
    explained -= taken;
    if (missing > taken) minutes.unshift({ at, missing: missing - taken });
  }
  return { in_flight, missing: sum(minutes), minutes };
}

function sum(minutes: readonly MissingMinute[]): number {
  return minutes.reduce((total, { missing }) => total + missing, 0);
}
