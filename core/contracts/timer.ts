import type { Micros } from './incident';

/**
 * What a timer does to its incident when it is due:
 * - `auto_resolve`: resolves it (`auto_resolve_timeout` of its service, contract §2.7);
 * - `acknowledgement_timeout`: returns it from acknowledged to triggered;
 * - `snooze`: the same, at the end of a snooze, in the other's place;
 * - `parent_resolved`: resolves it at once, because the incident that it was merged into is resolved.
 */
export const TIMER_KINDS = ['auto_resolve', 'acknowledgement_timeout', 'snooze', 'parent_resolved'] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

/**
 * A timer of an incident, as it is in the timers queue. It says all that has to be known when it is due, so that what is
 * configured later does not move it. That it is there does not mean that it still counts: the incident decides.
 */
export interface TimerMessage {
  readonly v: 1;
  readonly kind: TimerKind;
  readonly account: string;
  readonly service: string;
  /** Where the incident is kept. */
  readonly integration: string;
  readonly entity_id_hash: string;
  readonly ordinal: number;
  readonly incident: { readonly incident_number: number; readonly unique_id: string };
  /** Number of the transition that set it; of a snooze and a child the latest one by then. */
  readonly sequence: number;
  readonly due: Micros;
}
