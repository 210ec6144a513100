import type { FieldError, Json, JsonObject } from '../../contracts/json';
import type { StoredMaintenanceWindow } from '../../contracts/maintenance-window';
import type { TeamMaintenanceWindow } from '../../contracts/resource-types';
import { isUuid } from '../../domain/is-uuid';
import { asObject } from '../../domain/json/as-object';
import { parseMaintenanceWindow, type WindowResult } from '../../domain/maintenance/parse-window';
import { viewMaintenanceWindow } from '../../domain/views/maintenance-view';
import type { ApiDeps } from './deps';
import { findTeam } from './find';
import type { TeamPath } from './find';
import { newUuid } from './new-uuid';
import { DELETED, NOT_FOUND, created, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';
import { retryConflicts } from './retry-conflicts';

type Reader = Pick<ApiDeps, 'directory'>;
type Writer = Pick<ApiDeps, 'directory' | 'resources'>;
type WindowPath = TeamPath & { readonly maintenance: string };

/** The team's maintenance windows, past ones too, oldest first. */
export async function listMaintenanceWindows(deps: Reader, { caller, params }: ApiRequest<TeamPath>): Promise<Reply> {
  const team = await findTeam(deps, caller, params);
  if (team === null) return NOT_FOUND;
  const windows = await deps.directory.maintenanceWindows(team.id);
  return ok(windows.toSorted((a, b) => a.created_at - b.created_at).map(viewMaintenanceWindow));
}

/** Makes a maintenance window of services of the team. */
export async function createMaintenanceWindow(
  deps: Writer & Pick<ApiDeps, 'clock' | 'randomBytes'>,
  { caller, params, body }: ApiRequest<TeamPath, JsonObject>,
): Promise<Reply> {
  const team = await findTeam(deps, caller, params);
  if (team === null) return NOT_FOUND;
  const read = await readWindow(deps, team.id, body);
  if (!read.ok) return invalid(...read.errors);
  const owner = { account: team.account, team: team.id };
  const window = { ...read.window, ...owner, unique_id: newUuid(deps), created_at: deps.clock() };
  await deps.resources.create('maintenance_window', window);
  return created(viewMaintenanceWindow(window));
}

/** A maintenance window of the team. */
export async function getMaintenanceWindow(deps: Reader, { caller, params }: ApiRequest<WindowPath>): Promise<Reply> {
  const window = await findWindow(deps, caller, params);
  return window === null ? NOT_FOUND : ok(viewMaintenanceWindow(window));
}

/** Puts a window in the place of the one that is there: what the body leaves out has its default again. */
export function putMaintenanceWindow(deps: Writer, request: ApiRequest<WindowPath, JsonObject>): Promise<Reply> {
  return changeWindow(deps, request, () => request.body);
}

/** Changes what the body names. */
export function patchMaintenanceWindow(deps: Writer, request: ApiRequest<WindowPath, JsonObject>): Promise<Reply> {
  return changeWindow(deps, request, (window) => ({ ...viewMaintenanceWindow(window), ...request.body }));
}

/** Deletes a window; the alerts of its services count again, within a few seconds. */
export async function deleteMaintenanceWindow(
  deps: Writer,
  { caller, params }: ApiRequest<WindowPath>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const window = await findWindow(deps, caller, params);
    if (window === null) return NOT_FOUND;
    return (await deps.resources.remove('maintenance_window', window)) === 'saved' ? DELETED : 'conflict';
  });
}

async function changeWindow(
  deps: Writer,
  { caller, params }: ApiRequest<WindowPath, JsonObject>,
  bodyFor: (window: StoredMaintenanceWindow) => JsonObject,
): Promise<Reply> {
  return retryConflicts(async () => {
    const stored = await findWindow(deps, caller, params);
    if (stored === null) return NOT_FOUND;
    const read = await readWindow(deps, params.team, bodyFor(stored));
    if (!read.ok) return invalid(...read.errors);
    const { account, team, unique_id, created_at } = stored;
    const window = { ...read.window, account, team, unique_id, created_at };
    const result = await deps.resources.replace('maintenance_window', stored, window);
    return result === 'saved' ? ok(viewMaintenanceWindow(window)) : 'conflict';
  });
}

async function findWindow(deps: Reader, caller: Caller, path: WindowPath): Promise<TeamMaintenanceWindow | null> {
  const team = isUuid(path.maintenance) ? await findTeam(deps, caller, path) : null;
  return team === null ? null : deps.directory.resource('maintenance_window', team.id, path.maintenance);
}

/** A window that is right in itself and whose services are all the team's. */
async function readWindow(deps: Reader, team: string, body: JsonObject): Promise<WindowResult> {
  const read = parseMaintenanceWindow(body);
  if (!read.ok) return read;
  const services = new Set((await deps.directory.services(team)).map(({ id }) => id));
  const errors = listed(body['services']).flatMap((entry, index): readonly FieldError[] => {
    const id = asObject(entry)?.['service'] ?? entry;
    if (typeof id === 'string' && services.has(id)) return [];
    return [{ path: `services[${index}].service`, message: 'There is no service with this id in the team.' }];
  });
  return errors.length > 0 ? { ok: false, errors } : read;
}

function listed(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
