/**
 * What the use-cases need of the world. Adapters implement these; a failure that is ours and may pass (throttle,
 * timeout, outage) is a thrown error, everything expected is in the result's type.
 */
export type * from './general';
export type * from './alerts';
export type * from './incidents';
export type * from './resources';
export type * from './deliveries';
export type * from './ledger';
