import { STATUS, type Incident, type Micros, type Snooze, type Transition } from '../../contracts/incident';
import type { Service } from '../../contracts/resources';
import type { TimerKind, TimerMessage } from '../../contracts/timer';
import { locationOf } from '../incident-location';

const MICROS_PER_SECOND = 1_000_000;

export type Timeouts = Pick<Service, 'auto_resolve_timeout' | 'acknowledgement_timeout'>;

/**
 * The timers that transitions of one write set (contract §2.7): the opening one, to resolve the incident by itself; an
 * acknowledge, to withdraw it; the end of a parent, to resolve its children. By the timeouts of the service as they are now; 0 is off. What the same write already
 * ended needs none.
 */
export function setTimers(
  incident: Incident,
  transitions: readonly Transition[],
  { auto_resolve_timeout, acknowledgement_timeout }: Timeouts,
): readonly TimerMessage[] {
  return transitions.flatMap((transition) => {
    if (transition.type === 'resolved') return childTimers(incident, transition);
    if (transition.sequence === 1 && auto_resolve_timeout > 0 && incident.status !== STATUS.resolved) {
      return [makeTimer('auto_resolve', incident, transition, auto_resolve_timeout)];
    }
    const stands = transition.type === 'acknowledged' && transition.sequence === incident.sequence;
    if (stands && acknowledgement_timeout > 0) {
      return [makeTimer('acknowledgement_timeout', incident, transition, acknowledgement_timeout)];
    }
    return [];
  });
}

/** Those merged into a resolved incident are due at once. */
function childTimers({ account, service, merged }: Incident, { sequence, at }: Transition): readonly TimerMessage[] {
  return (merged?.children ?? []).map(({ number, unique_id, integration, entity_id_hash, ordinal }) => ({
    ...({ v: 1, kind: 'parent_resolved', account, service } as const),
    ...{ integration, entity_id_hash, ordinal, incident: { incident_number: number, unique_id }, sequence, due: at },
  }));
}

/** The timer that ends a snooze. */
export function snoozeTimer(incident: Incident, { until, sequence }: Snooze): TimerMessage {
  return makeTimer('snooze', incident, { sequence, at: until }, 0);
}

function makeTimer(
  kind: TimerKind,
  incident: Incident,
  { sequence, at }: Pick<Transition, 'sequence' | 'at'>,
  seconds: number,
): TimerMessage {
  const { account, service, number, unique_id } = incident;
  return {
    v: 1,
    kind,
    account,
    service,
    ...locationOf(incident),
    incident: { incident_number: number, unique_id },
    sequence,
    due: at + seconds * MICROS_PER_SECOND,
  };
}

/** SQS delays a message by so many seconds at most (AWS quotas, November 2026). */
const LONGEST_DELAY = 900;

/** How many whole seconds a timer waits in the queue before somebody looks at it again: until it is due, or the longest possible. */
export function delayOf({ due }: Pick<TimerMessage, 'due'>, now: Micros): number {
  return Math.min(LONGEST_DELAY, Math.max(0, Math.ceil((due - now) / MICROS_PER_SECOND)));
}
