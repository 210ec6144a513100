import type { Micros } from './incident';

/**
 * A time in which alerts of a service join one entity's incident instead of opening their own (contract §2.7). In accept
 * times, so that it does not matter when an alert is processed.
 */
export interface CollationWindow {
  /** When the alert that opened it was accepted. */
  readonly from: Micros;
  /** The first moment that is no longer in it. */
  readonly until: Micros;
  /** The entity of that alert. */
  readonly integration: string;
  readonly entity_id: string;
}

/** The recent windows of one group of a service's alerts, oldest first. */
export interface CollationGroup {
  readonly service: string;
  /** Which alerts it is of; see `core/domain/collation/group-keys`. */
  readonly key: string;
  /** Grows by one with every write: the condition of the next one. 0 = not stored yet. */
  readonly version: number;
  readonly windows: readonly CollationWindow[];
}
