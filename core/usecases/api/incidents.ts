import type { Incident } from '../../contracts/incident';
import type { Json } from '../../contracts/json';
import type { StoredAlert } from '../../contracts/outcome';
import { numberOfIncidentId } from '../../domain/incident-id';
import { viewAlert } from '../../domain/views/alert-view';
import { viewIncident } from '../../domain/views/incident-view';
import type { IncidentWithAlerts } from '../ports';
import type { ApiDeps } from './deps';
import { readPage, viewPage } from './page';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import { mayUseTeam, type ApiRequest, type Caller } from './request';

interface IncidentPath {
  /** Number or unique id (contract §1.9). */
  readonly incident: string;
}

/** Largest number an incident's unique id can carry. */
const LARGEST_NUMBER = 2 ** 40 - 1;

/** The number that a path's text stands for; null when it can't be one. */
function readNumber(text: string): number | null {
  // Thirteen digits hold 2^40; more would lose exactness before they are compared.
  const number = /^\d{1,13}$/.test(text) ? Number(text) : numberOfIncidentId(text);
  return number === null || number > LARGEST_NUMBER ? null : number;
}

/** The caller's incident by its number or unique id; null when the account has none, or none in the token's teams. */
async function findIncident(
  { incidents }: Pick<ApiDeps, 'incidents'>,
  caller: Caller,
  { incident: text }: IncidentPath,
): Promise<IncidentWithAlerts | null> {
  const number = readNumber(text);
  const found = number === null ? null : await incidents.findByNumber(caller.account, number);
  // An id carries its number, but a text that carries a number is not the id yet: only the stored one is.
  const isMeant = found !== null && (text === String(found.incident.number) || text === found.incident.unique_id);
  return isMeant && mayUseTeam(caller, found.incident.team) ? found : null;
}

/** An incident in full. */
export async function getIncident(
  deps: Pick<ApiDeps, 'directory' | 'incidents'>,
  { caller, params }: ApiRequest<IncidentPath>,
): Promise<Reply> {
  const found = await findIncident(deps, caller, params);
  return found === null ? NOT_FOUND : showIncident(deps, found.incident);
}

async function showIncident({ directory }: Pick<ApiDeps, 'directory'>, incident: Incident): Promise<Reply> {
  const { account, escalation_policy, assigned_to } = incident;
  const [team, service, escalationPolicy, assignee] = await Promise.all([
    directory.team(account, incident.team),
    directory.service(incident.team, incident.service),
    escalation_policy === null ? null : directory.escalationPolicy(incident.team, escalation_policy),
    assigned_to === null ? null : directory.user(account, assigned_to),
  ]);
  // Teams are not deleted while they have incidents.
  if (team === null) return NOT_FOUND;
  return ok(viewIncident(incident, { team, service, escalationPolicy, assignee }));
}

/** The alerts of an incident, newest first, in pages. */
export async function listIncidentAlerts(
  deps: Pick<ApiDeps, 'alerts' | 'directory' | 'incidents'>,
  { caller, params, query, baseUrl }: ApiRequest<IncidentPath>,
): Promise<Reply> {
  const page = readPage(query);
  if (!page.valid) return invalid(...page.errors);
  const found = await findIncident(deps, caller, params);
  if (found === null) return NOT_FOUND;
  const newestFirst = found.alerts.toReversed();
  const { number, size } = page;
  const start = (number - 1) * size;
  if (start > 0 && start >= newestFirst.length) return NOT_FOUND;
  const url = `${baseUrl}/api/incidents/${params.incident}/alerts/`;
  const results = await showAlerts(deps, found.incident, newestFirst.slice(start, start + size));
  return ok(viewPage(results, { number, size, count: newestFirst.length, url }));
}

async function showAlerts(
  { alerts, directory }: Pick<ApiDeps, 'alerts' | 'directory'>,
  incident: Incident,
  traceIds: readonly string[],
): Promise<readonly Json[]> {
  // All alerts of an incident came through its one integration.
  const [stored, integration] = await Promise.all([
    alerts.findMany(traceIds),
    directory.integration(incident.service, incident.integration),
  ]);
  return stored
    .filter((alert) => isBoundTo(alert, incident))
    .map((alert) => viewAlert(alert, integration))
    .filter((view) => view !== null);
}

/** A page of alerts that lost a race may name an alert that was then bound elsewhere: the alert's own row decides. */
function isBoundTo({ outcome }: StoredAlert, incident: Incident): boolean {
  return outcome.status === 'completed' && outcome.incident?.unique_id === incident.unique_id;
}
