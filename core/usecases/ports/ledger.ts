import type { LedgerFact } from '../../contracts/ledger';
import type { Micros } from '../../contracts/incident';
import type { LedgerSeries } from '../../domain/ledger/ledger-series';

/* The ledger: counts of what came in and what became of it. */

/**
 * Counts facts in the minute that they belong to. What comes in is counted once it is durable, and what ends before its
 * message is acknowledged: so a function that dies can make the ledger show more ends than there were beginnings, and
 * hardly ever fewer.
 */
export interface Ledger {
  /** `count` (1 if missing, below 0 to take back) more of the fact, in the minute of `at`. */
  book(fact: LedgerFact, at: Micros, count?: number): void;
}

/** Reads what was counted. */
export interface LedgerBooks {
  /** The counts of the facts from the minute of `from` on and before that of `to`. Throws when they can't be read whole. */
  read(facts: readonly LedgerFact[], range: LedgerRange): Promise<LedgerSeries>;
}

export interface LedgerRange {
  readonly from: Micros;
  readonly to: Micros;
}

/** The deliveries queue as the ledger sees it. */
export interface DeliveriesBacklog {
  /** About how many messages are there that nobody works on, those behind one of their group that waits among them. */
  countWaiting(): Promise<number>;
}
