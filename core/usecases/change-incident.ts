import type { EntityHead, Incident } from '../contracts/incident';
import {
  changeArchived,
  changeLatest,
  type IncidentChange,
  type OccupiedHead,
  type Refused,
} from '../domain/binding/change';
import type { Entities, IncidentLocation } from './ports';

export interface ChangeDeps {
  readonly entities: Pick<Entities, 'loadAt' | 'save' | 'loadArchived' | 'saveArchived'>;
}

/** The incident that is meant: where it is kept (`locationOf(incident)` of core/domain), and its number to be sure. */
export interface ChangeTarget extends IncidentLocation {
  readonly number: number;
}

/**
 * What to do with the incident as it is now; asked again when somebody else wrote in between. `{}` does nothing. What
 * the caller refuses comes back as it is.
 */
export type DecideChange = (incident: Incident) => IncidentChange | Refused;

export type ChangeResult =
  | /** The incident as it was written. */ { readonly status: 'changed'; readonly incident: Incident }
  | /** It is as asked for already, or a newer alert keeps it as it is. */ {
      readonly status: 'unchanged';
      readonly incident: Incident;
    }
  | { readonly status: 'not_found' }
  | /** It is resolved, or the caller's own reason. */ { readonly status: 'refused'; readonly reason: string };

/** See the like of it in bind-entities: each conflict means that somebody else got ahead. */
const MAX_CONFLICTS = 12;

/**
 * Changes an incident because somebody asked for it, or a timer is due; alerts go through bind-entities. Use:
 *
 * ```ts
 * const target = { ...locationOf(incident), number: incident.number };
 * await changeIncident({ entities }, target, () => ({ status: { kind: 'resolve', at: clock() } }));
 * await changeIncident({ entities }, target, () => ({ edits: { title: 'Disk full' } }));
 * ```
 *
 * Both can be in one change: then it is one write, and the transition is told with the new fields. A change of status
 * makes the same transition, sequence number and webhooks as an alert's would, in one write under the condition that
 * nobody wrote the entity since. Take `at` once, before the call, so that trying again changes nothing. Works on the
 * entity's latest incident, and on the fields of those it left behind.
 *
 * @throws when the table fails, or the entity is written by others all the time: the caller has it tried again.
 */
export async function changeIncident(
  { entities }: ChangeDeps,
  target: ChangeTarget,
  decide: DecideChange,
): Promise<ChangeResult> {
  for (let conflicts = 0; conflicts <= MAX_CONFLICTS; conflicts++) {
    const result = await tryChange(entities, target, decide);
    if (result !== 'conflict') return result;
  }
  throw new Error('The entity is being written by too many others.');
}

/** Loads, decides and writes once. */
async function tryChange(
  entities: ChangeDeps['entities'],
  target: ChangeTarget,
  decide: DecideChange,
): Promise<ChangeResult | 'conflict'> {
  const head = await entities.loadAt(target);
  if (head === null || !isOccupied(head)) return NOT_FOUND;
  const { incident } = head;
  if (incident.ordinal !== target.ordinal) return tryChangeArchived(entities, target, decide);
  if (incident.number !== target.number) return NOT_FOUND;

  const change = decide(incident);
  if ('refused' in change) return refused(change);
  const changed = changeLatest(head, change);
  if (changed.refused) return refused(changed);
  if (changed.differs && (await entities.save(changed.result, changed.transitioned)) === 'conflict') return 'conflict';
  return done(changed.changed, changed.result.incident);
}

async function tryChangeArchived(
  entities: ChangeDeps['entities'],
  target: ChangeTarget,
  decide: DecideChange,
): Promise<ChangeResult | 'conflict'> {
  const archived = await entities.loadArchived(target);
  if (archived?.incident.number !== target.number) return NOT_FOUND;
  const change = decide(archived.incident);
  if ('refused' in change) return refused(change);
  const changed = changeArchived(archived.incident, change);
  if (changed.refused) return refused(changed);
  const next = { ...archived, version: archived.version + 1, incident: changed.result };
  if (changed.differs && (await entities.saveArchived(next)) === 'conflict') return 'conflict';
  return done(changed.changed, changed.result);
}

const NOT_FOUND: ChangeResult = { status: 'not_found' };

function refused({ reason }: Refused): ChangeResult {
  return { status: 'refused', reason };
}

function done(changed: boolean, incident: Incident): ChangeResult {
  return { status: changed ? 'changed' : 'unchanged', incident };
}

function isOccupied(head: EntityHead): head is OccupiedHead {
  return head.incident !== null;
}
