import type { Incident } from '../../contracts/incident';
import { locationOf } from '../../domain/incident-location';
import { changeIncident, type ChangeResult, type DecideChange } from '../change-incident';
import type { ApiDeps } from './deps';

/**
 * Changes an incident for the caller, and says so in the audit log if it made a difference.
 * @param incident as it was read: what the log says that it was like before.
 */
export async function changeAsCaller(
  { entities, resources }: Pick<ApiDeps, 'entities' | 'resources'>,
  incident: Incident,
  decide: DecideChange,
): Promise<ChangeResult> {
  const result = await changeIncident({ entities }, { ...locationOf(incident), number: incident.number }, decide);
  if (result.status === 'changed') await resources.noteIncident({ before: incident, after: result.incident });
  return result;
}
