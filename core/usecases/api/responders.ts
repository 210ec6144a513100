import type { Responder } from '../../contracts/incident-resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { deriveUuid } from '../../domain/derive-uuid';
import { isUuid } from '../../domain/is-uuid';
import { viewUser } from '../../domain/views/user-view';
import { toWireDate } from '../../domain/views/wire-date';
import type { ApiDeps } from './deps';
import { findIncident, type IncidentPath } from './find-incident';
import { incidentCollectionOf } from './incident-collection';
import { isUsername } from './incident-references';
import { created, invalid, NOT_FOUND } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';
import { retryConflicts } from './retry-conflicts';

/** Asked and not answered yet (contract §1.9). */
const PENDING = 3;

/** Who was asked to help with an incident (contract §1.9). */
const RESPONDERS = incidentCollectionOf({
  kind: 'responder',
  param: 'responder',
  isId: isUuid,
  listPath: (incident) => `/api/v2/incidents/${incident}/responders/`,
  first: 'oldest',
  change: (before, { response_status }: BodyOf<'responderChange'>) => ({ ...before, response_status }),
  view: ({ id, response_status, created_at }, { number }, user) => ({
    unique_id: id,
    incident: number,
    user: user === null ? null : viewUser(user),
    response_status,
    creation_date: toWireDate(created_at),
  }),
});

/** Who was asked to help with an incident, first asked first, in numbered pages. */
export const listResponders = RESPONDERS.list;
/** Somebody who was asked. */
export const getResponder = RESPONDERS.get;
/** Notes what somebody answered. */
export const updateResponder = RESPONDERS.update;
/** Asks somebody no longer. */
export const deleteResponder = RESPONDERS.remove;

/** Asks a user of the account to help; who was asked before stays as they are. */
export async function createResponder(
  deps: Pick<ApiDeps, 'clock' | 'directory' | 'incidents' | 'resources'>,
  { caller, params, body }: ApiRequest<IncidentPath, BodyOf<'responder'>>,
): Promise<Reply> {
  const found = await findIncident(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const { account, team, unique_id } = found.incident;
  const user = isUsername(body.user) ? await deps.directory.user(account, body.user) : null;
  if (user === null) return invalid({ path: 'user', message: 'There is no user with this username in the account.' });
  const id = deriveUuid('responder', unique_id, user.username);
  const owner = { account, team, incident: unique_id, user: user.username };
  const responder: Responder = { ...owner, id, response_status: PENDING, created_at: deps.clock() };
  return retryConflicts(async () => {
    const known = await deps.directory.resource('responder', unique_id, id);
    if (known !== null) return created(await RESPONDERS.show(deps, found.incident, known));
    const result = await deps.resources.create('responder', responder);
    return result === 'saved' ? created(await RESPONDERS.show(deps, found.incident, responder)) : 'conflict';
  });
}
