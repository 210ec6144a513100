/*
 * The ledger: what came in and what became of it, counted in the minute it came in, so that the counts of one minute add
 * up (docs/adr/0033-the-ledger-counts-by-the-minute-of-origin.md).
 */

/** Namespace of the ledger's metrics. Apart from our others, since these are counted in a minute that may be long over. */
export const LEDGER_NAMESPACE = 'Tocsin/Ledger';

/** What is counted, by the name of its metric. Alerts are counted under their accept time. */
export const ALERT_FACTS = ['AlertsAccepted', 'AlertsCompleted', 'AlertsFailed'] as const;

/** Deliveries are counted under the time that their transition was written at; `Pending` is taken back when one ends. */
export const DELIVERY_FACTS = [
  'DeliveriesDue',
  'DeliveriesDelivered',
  'DeliveriesPending',
  'DeliveriesFailed',
  'DeliveriesDeadLettered',
] as const;

export type LedgerFact = (typeof ALERT_FACTS)[number] | (typeof DELIVERY_FACTS)[number];
