import type { Incident } from '../../contracts/incident';
import type { Responder } from '../../contracts/incident-resources';
import type { JsonObject } from '../../contracts/json';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { byCreation } from '../../domain/by-creation';
import { deriveUuid } from '../../domain/derive-uuid';
import { isUuid } from '../../domain/is-uuid';
import { viewUser } from '../../domain/views/user-view';
import { toWireDate } from '../../domain/views/wire-date';
import type { ApiDeps } from './deps';
import { findIncident, type IncidentPath } from './find-incident';
import { isUsername } from './incident-references';
import { readPage, replyWithPage } from './page';
import { created, DELETED, invalid, NOT_FOUND, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';

type Reader = Pick<ApiDeps, 'directory' | 'incidents'>;
type Writer = Reader & Pick<ApiDeps, 'resources'>;
type ResponderPath = IncidentPath & { readonly responder: string };

/** Asked and not answered yet (contract §1.9). */
const PENDING = 3;

/** Who was asked to help with an incident, first asked first, in numbered pages. */
export async function listResponders(
  deps: Reader,
  { caller, params, query, baseUrl }: ApiRequest<IncidentPath>,
): Promise<Reply> {
  const page = readPage(query);
  if (!page.valid) return invalid(...page.errors);
  const found = await findIncident(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const responders = await deps.directory.resources('responder', found.incident.unique_id);
  const url = `${baseUrl}/api/v2/incidents/${params.incident}/responders/`;
  return replyWithPage(responders.toSorted(byCreation), { ...page, url }, (shown) =>
    Promise.all(shown.map((responder) => showResponder(deps, found.incident, responder))),
  );
}

/** Asks a user of the account to help; who was asked before stays as they are. */
export async function createResponder(
  deps: Writer & Pick<ApiDeps, 'clock'>,
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
    if (known !== null) return created(await showResponder(deps, found.incident, known));
    const result = await deps.resources.create('responder', responder);
    return result === 'saved' ? created(await showResponder(deps, found.incident, responder)) : 'conflict';
  });
}

/** Somebody who was asked. */
export async function getResponder(deps: Reader, { caller, params }: ApiRequest<ResponderPath>): Promise<Reply> {
  const found = await findResponder(deps, caller, params);
  return found === null ? NOT_FOUND : ok(await showResponder(deps, found.incident, found.responder));
}

/** Notes what somebody answered. */
export async function updateResponder(
  deps: Writer,
  { caller, params, body }: ApiRequest<ResponderPath, BodyOf<'responderChange'>>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findResponder(deps, caller, params);
    if (found === null) return NOT_FOUND;
    const responder = { ...found.responder, response_status: body.response_status };
    const result = await deps.resources.replace('responder', found.responder, responder);
    return result === 'saved' ? ok(await showResponder(deps, found.incident, responder)) : 'conflict';
  });
}

/** Asks somebody no longer. */
export async function deleteResponder(deps: Writer, { caller, params }: ApiRequest<ResponderPath>): Promise<Reply> {
  return retryConflicts(async () => {
    const found = await findResponder(deps, caller, params);
    if (found === null) return NOT_FOUND;
    return (await deps.resources.remove('responder', found.responder)) === 'saved' ? DELETED : 'conflict';
  });
}

async function findResponder(
  deps: Reader,
  caller: Caller,
  path: ResponderPath,
): Promise<{ readonly incident: Incident; readonly responder: Responder } | null> {
  if (!isUuid(path.responder)) return null;
  const found = await findIncident(deps, caller, path);
  if (found === null) return null;
  const responder = await deps.directory.resource('responder', found.incident.unique_id, path.responder);
  return responder === null ? null : { incident: found.incident, responder };
}

async function showResponder({ directory }: Reader, incident: Incident, responder: Responder): Promise<JsonObject> {
  const user = await directory.user(responder.account, responder.user);
  return {
    unique_id: responder.id,
    incident: incident.number,
    user: user === null ? null : viewUser(user),
    response_status: responder.response_status,
    creation_date: toWireDate(responder.created_at),
  };
}
