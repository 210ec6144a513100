import type { Micros } from './incident';

/** Why Tocsin itself disabled an integration: its endpoint failed for days, or it answered 410 (gone). */
export type DisabledBy = 'health' | 'gone';

/**
 * What is remembered of how an endpoint does. One that does well has no item: nothing is written about it. All of it is
 * kept in one item per endpoint, changed under a condition on its version.
 */
export interface EndpointHealth {
  /** Grows by one with every write; 0 = there is no item. */
  readonly version: number;
  /** Attempts that failed since the last one that delivered. */
  readonly failures: number;
  /** When the first of those was; null = the last attempt delivered. */
  readonly failing_since: Micros | null;
  readonly last_failure_at: Micros | null;
  /** What the latest of them came to. */
  readonly last_error: string | null;
  /** The circuit: nothing is tried before then, one attempt afterwards; null = closed. */
  readonly open_until: Micros | null;
  /** How often it opened for failures, one opening after the other. */
  readonly openings: number;
  /** It takes long to answer: until then its deliveries go a few at a time; null = it does not. */
  readonly slow_until: Micros | null;
  /** Set before the integration is disabled, so that whoever does it again tells of it under the same ids. */
  readonly disabled: EndpointDisabled | null;
  /**
   * Whether deliveries are held back in the table: `none`; `kept`; `closing` while who releases them makes sure that
   * there are no more (see `releaseBacklog`).
   */
  readonly backlog: 'none' | 'kept' | 'closing';
  /** When its release was asked for, or who releases it said so last; null when there is no backlog. */
  readonly releasing_at: Micros | null;
}

export interface EndpointDisabled {
  readonly by: DisabledBy;
  readonly at: Micros;
  /** How long it had failed without a break. */
  readonly failing_since: Micros;
}
