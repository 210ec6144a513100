import type { DeliveryMessage, DeliveryStatus } from '../contracts/delivery';
import type { LedgerFact } from '../contracts/ledger';
import type { Ledger } from './ports';

const FACT_OF: Readonly<Record<DeliveryStatus, LedgerFact>> = {
  pending: 'DeliveriesPending',
  delivered: 'DeliveriesDelivered',
  failed: 'DeliveriesFailed',
  dead_lettered: 'DeliveriesDeadLettered',
};

/** What the row of a delivery said, and what it says now. */
export interface Move {
  /** Null: there was no row. */
  readonly before: DeliveryStatus | null;
  readonly after: DeliveryStatus;
}

/**
 * Counts a delivery as what its row has come to say, and no longer as what it said before: so each is counted once, and
 * what is pending is what is left of it. Only those that dispatch counted as due: not tests, nor what endpoints are told
 * of one that was disabled.
 */
export function bookDelivery(ledger: Ledger, { booked_at }: DeliveryMessage, { before, after }: Move): void {
  if (booked_at === undefined || before === after) return;
  if (before !== null) ledger.book(FACT_OF[before], booked_at, -1);
  ledger.book(FACT_OF[after], booked_at);
}
