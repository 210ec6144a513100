import type { Micros } from '../../contracts/incident';
import type { LedgerFact } from '../../contracts/ledger';

/** Counts of facts by the beginning of their minute; what is not there is zero. */
export type LedgerSeries = ReadonlyMap<LedgerFact, ReadonlyMap<Micros, number>>;

export const MINUTE: Micros = 60 * 1_000_000;

/** The beginning of the minute that a time is in. */
export function minuteOf(at: Micros): Micros {
  return at - (at % MINUTE);
}

/** How many of a fact there were in the minute that begins then. */
export function countOf(series: LedgerSeries, fact: LedgerFact, minute: Micros): number {
  return series.get(fact)?.get(minute) ?? 0;
}
