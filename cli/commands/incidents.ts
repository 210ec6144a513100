import { Option, type Command } from 'commander';
import { API_ROUTES } from '../../core/contracts/api-routes';
import type { JsonObject } from '../../core/contracts/json';
import type { Context } from '../context';
import { EXIT } from '../exit-codes';
import type { ApiClient } from '../http/api-client';
import { INCIDENT_STATUS, statusWord, type StatusWord, type WireIncident } from '../incidents';
import { findNamed, servicesOf, teamsMeant } from '../names';
import { table } from '../output/table';
import { readCount } from '../read-number';

interface IncidentsOptions {
  readonly status: StatusWord;
  readonly team?: string;
  readonly service?: string;
  readonly since?: string;
  readonly limit: number;
}

interface Page {
  readonly next: string | null;
  readonly results: readonly WireIncident[];
}

/** As many as the API gives in one page. */
const LARGEST_PAGE = 100;

/** `tocsin incidents`: lists incidents, newest first. */
export function addIncidents(program: Command, context: () => Context): void {
  const statuses = Object.keys(INCIDENT_STATUS);
  program
    .command('incidents')
    .description('list incidents, newest first')
    .addOption(new Option('--status <status>', 'only those').choices(statuses).default('open'))
    .option('--team <team>', 'only of this team (name or id)')
    .option('--service <service>', 'only of this service (name or id)')
    .option('--since <time>', 'only opened since, e.g. 2026-11-22')
    .option('--limit <count>', 'so many at most', readCount, 20)
    .action((options: IncidentsOptions) => listIncidents(context(), options));
}

async function listIncidents(context: Context, options: IncidentsOptions): Promise<void> {
  const incidents = await findIncidents(context.api, await filterOf(context.api, options), options.limit);
  context.show(incidents, () => (incidents.length === 0 ? ['No incidents.'] : incidentTable(incidents)));
  if (incidents.length === 0) context.exitCode = EXIT.nothing;
}

async function filterOf(api: ApiClient, { status, team, service, since }: IncidentsOptions): Promise<JsonObject> {
  const teams = team === undefined && service === undefined ? [] : await teamsMeant(api, team);
  const services =
    service === undefined
      ? []
      : await allServices(
          api,
          teams.map(({ unique_id }) => unique_id),
        );
  return {
    status: INCIDENT_STATUS[status],
    ...(team === undefined ? {} : { team_ids: teams.map(({ unique_id }) => unique_id) }),
    ...(service === undefined ? {} : { service_ids: [findNamed(services, service, 'service').unique_id] }),
    ...(since === undefined ? {} : { from_date: since }),
  };
}

async function allServices(api: ApiClient, teams: readonly string[]) {
  const services = [];
  for (const team of teams) services.push(...(await servicesOf(api, team)));
  return services;
}

/** Follows the pages. A page may have few results, or none, and still a next one. */
async function findIncidents(api: ApiClient, body: JsonObject, limit: number): Promise<readonly WireIncident[]> {
  const found: WireIncident[] = [];
  let query: Readonly<Record<string, string>> = { page_size: String(Math.min(limit, LARGEST_PAGE)) };
  for (;;) {
    const page = await api.call<Page>('POST', API_ROUTES.filterIncidents.path, { query, body });
    found.push(...page.results);
    if (page.next === null || found.length >= limit) return found.slice(0, limit);
    // Only what it asks, not where it points to: the token stays with the URL that was given.
    query = Object.fromEntries(new URL(page.next).searchParams);
  }
}

function incidentTable(incidents: readonly WireIncident[]): readonly string[] {
  return table(
    ['NUMBER', 'STATUS', 'OPENED', 'TEAM', 'SERVICE', 'ASSIGNED', 'TITLE'],
    incidents.map((incident) => [
      `#${incident.incident_number}`,
      statusWord(incident.status),
      `${incident.creation_date.slice(0, 19)}Z`,
      incident.service_object?.team_name ?? '',
      incident.service_object?.name ?? '(deleted)',
      incident.assigned_to_name,
      incident.title,
    ]),
  );
}
