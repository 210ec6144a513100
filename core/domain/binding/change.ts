import { STATUS, type EntityHead, type Incident, type Micros } from '../../contracts/incident';
import { follow } from './follow';
import { remember, sameMemory } from './memory';

/** What of an incident never changes by an edit: what it is, and what only transitions change. */
type Fixed =
  | 'account'
  | 'team'
  | 'service'
  | 'integration'
  | 'entity_id'
  | 'ordinal'
  | 'number'
  | 'unique_id'
  | 'status'
  | 'opened_by'
  | 'created_at'
  | 'acknowledged_at'
  | 'resolved_at'
  | 'sequence'
  | 'transitions';

/** New values of an incident's fields; what is left out stays as it is. */
export type IncidentEdits = Partial<Omit<Incident, Fixed>>;

/** A change of status that no alert asked for; `at` is when it was asked for, in the same clock as accept times. */
export interface StatusChange {
  /** `unacknowledge`: acknowledges up to `at` no longer count, and the incident is triggered again. */
  readonly kind: 'acknowledge' | 'resolve' | 'unacknowledge';
  readonly at: Micros;
}

/** A change of one incident that does not come from an alert: somebody asked for it by the API, or a timer is due. */
export interface IncidentChange {
  readonly edits?: IncidentEdits;
  readonly status?: StatusChange;
}

/** What a change comes to. */
export type Changed<T> =
  | {
      readonly refused: false;
      readonly result: T;
      /** Whether the result has to be written: the entity may have something to remember that changes no incident. */
      readonly differs: boolean;
      /** Whether the incident differs. */
      readonly changed: boolean;
      /** Whether the incident's status changed, so that dispatch has to be told. */
      readonly transitioned: boolean;
    }
  | Refused;

export interface Refused {
  readonly refused: true;
  readonly reason: string;
}

/** A head that has an incident. */
export type OccupiedHead = EntityHead & { readonly incident: Incident };

/**
 * Changes the latest incident of an entity. Pure. The entity remembers the change of status as if an alert of that time
 * had asked for it (DESIGN §3, I4), so that alerts that were accepted earlier and are processed later do not undo it,
 * and a resolve that is older than the newest trigger leaves the incident open. A resolved incident is not acknowledged
 * or triggered any more, and nothing of such a try is remembered: it was not meant for what the entity does next.
 *
 * The same change again changes nothing.
 */
export function changeLatest(head: OccupiedHead, { edits, status }: IncidentChange): Changed<OccupiedHead> {
  const { incident: before } = head;
  if (isRefused(before, status)) return REFUSED;
  const edited = { ...before, ...edits };
  const counts = status !== undefined && before.status !== STATUS.resolved;
  const memory = counts ? remember(head.memory, status) : head.memory;
  const followed = counts ? follow(edited, memory, status.at) : null;
  const incident = followed ? { ...followed.incident, transitions: [followed.transition] } : edited;
  const changed = !isSame(before, incident);
  const differs = changed || !sameMemory(head.memory, memory);
  const version = differs ? head.version + 1 : head.version;
  const result = { ...head, version, memory, incident };
  return { refused: false, result, differs, changed, transitioned: followed !== null };
}

/** Changes an incident that its entity left behind for the next one: its fields only, as it is resolved. */
export function changeArchived(before: Incident, { edits, status }: IncidentChange): Changed<Incident> {
  if (isRefused(before, status)) return REFUSED;
  const result = { ...before, ...edits };
  const changed = !isSame(before, result);
  return { refused: false, result, differs: changed, changed, transitioned: false };
}

const REFUSED: Refused = { refused: true, reason: 'The incident is resolved: that is final.' };

/** Resolving what is resolved is not refused: it is as was asked for. */
function isRefused(incident: Incident, status: StatusChange | undefined): boolean {
  return incident.status === STATUS.resolved && status !== undefined && status.kind !== 'resolve';
}

/** Whether two states of an incident are the same; its values are JSON. */
function isSame(a: Incident, b: Incident): boolean {
  const names = Object.keys({ ...a, ...b }) as (keyof Incident)[];
  return names.every((name) => a[name] === b[name] || JSON.stringify(a[name]) === JSON.stringify(b[name]));
}
