import { STATUS, type EntityMemory, type Incident, type Micros, type Transition } from '../../contracts/incident';
import type { TransitionType } from '../../contracts/incident';
import { stateOf } from './memory';

/** An incident after one transition. */
export interface Followed {
  /** With the next sequence number; its `transitions` are still those of the write before. */
  readonly incident: Incident;
  readonly transition: Transition;
}

/**
 * The one transition that brings an open incident to the state that its entity's memory says; null when it is there
 * already, or is resolved for good. `at` is the time of what changed the memory last.
 */
export function follow(incident: Incident, memory: EntityMemory, at: Micros): Followed | null {
  const state = stateOf(memory);
  if (incident.status === STATUS.resolved || incident.status === STATUS[state]) return null;
  const { acknowledged_at, resolved_at } = memory;
  const status = STATUS[state];
  switch (state) {
    case 'resolved':
      return withTransition({ ...incident, status, resolved_at }, state, resolved_at);
    case 'acknowledged':
      return withTransition({ ...incident, status, acknowledged_at }, state, acknowledged_at);
    case 'triggered':
      // The acknowledge was withdrawn, or a late resolve falls behind it: whoever acknowledged did so for what was
      // resolved, not for what was triggered since. Somebody has to be told again.
      return withTransition({ ...incident, status, acknowledged_at: null }, state, at);
  }
}

/** The incident with its next transition counted. */
export function withTransition(incident: Incident, type: TransitionType, at: Micros): Followed {
  const sequence = incident.sequence + 1;
  return { incident: { ...incident, sequence }, transition: { sequence, type, at } };
}
