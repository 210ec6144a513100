import type { Incident } from '../../contracts/incident';
import { NO_SETTINGS } from '../../contracts/incident-settings';
import type { Json, JsonObject } from '../../contracts/json';
import type { StoredAlert } from '../../contracts/outcome';
import type { Integration } from '../../contracts/resources';
import { viewAlert } from '../../domain/views/alert-view';
import type { ApiDeps } from './deps';
import { findIncident, findIncidentWithAlerts, type IncidentPath } from './find-incident';
import { readPage, replyWithPage } from './page';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';
import { showIncident } from './show-incident';

/** An incident in full. */
export async function getIncident(
  deps: Pick<ApiDeps, 'directory' | 'incidents'>,
  { caller, params }: ApiRequest<IncidentPath>,
): Promise<Reply> {
  const found = await findIncident(deps, caller, params);
  return found === null ? NOT_FOUND : ok(await showIncident(deps, found.incident));
}

/** What alert rules decided about an incident when its first alert opened it; nothing where no alert did. */
export async function getIncidentSettings(
  deps: Pick<ApiDeps, 'incidents'>,
  { caller, params }: ApiRequest<IncidentPath>,
): Promise<Reply> {
  const found = await findIncident(deps, caller, params);
  // The type's keys are the wire's, and its values are JSON.
  return found === null ? NOT_FOUND : ok({ ...((found.incident.settings ?? NO_SETTINGS) as unknown as JsonObject) });
}

/** The alerts of an incident, newest first, in pages. */
export async function listIncidentAlerts(
  deps: Pick<ApiDeps, 'alerts' | 'directory' | 'incidents'>,
  { caller, params, query, baseUrl }: ApiRequest<IncidentPath>,
): Promise<Reply> {
  const page = readPage(query);
  if (!page.valid) return invalid(...page.errors);
  const found = await findIncidentWithAlerts(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const url = `${baseUrl}/api/incidents/${params.incident}/alerts/`;
  const newestFirst = found.alerts.toReversed();
  return replyWithPage(newestFirst, { ...page, url }, (shown) => showAlerts(deps, found.incident, shown));
}

async function showAlerts(
  { alerts, directory }: Pick<ApiDeps, 'alerts' | 'directory'>,
  incident: Incident,
  traceIds: readonly string[],
): Promise<readonly Json[]> {
  const stored = (await alerts.findMany(traceIds)).filter((alert) => isBoundTo(alert, incident));
  const integrations = await findIntegrations(directory, incident.service, stored);
  return stored
    .map((alert) => viewAlert(alert, integrations.get(alert.integration?.id ?? '') ?? null))
    .filter((view) => view !== null);
}

/** The integrations that the alerts came through: one, or any of its service's where that collates alerts. */
async function findIntegrations(
  directory: ApiDeps['directory'],
  service: string,
  stored: readonly StoredAlert[],
): Promise<ReadonlyMap<string, Integration>> {
  const ids = new Set(stored.flatMap(({ integration }) => integration?.id ?? []));
  const found = await Promise.all([...ids].map((id) => directory.integration(service, id)));
  return new Map(found.filter((integration) => integration !== null).map((each) => [each.id, each]));
}

/** A page of alerts that lost a race may name an alert that was then bound elsewhere: the alert's own row decides. */
function isBoundTo({ outcome }: StoredAlert, incident: Incident): boolean {
  return outcome.status === 'completed' && outcome.incident?.unique_id === incident.unique_id;
}
