import type { Incident } from '../../contracts/incident';
import type { FieldError, Json, JsonObject } from '../../contracts/json';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import {
  ANY_STATUS,
  boundsOfFilter,
  compileIncidentFilter,
  isOpenOnly,
  passesStatus,
  readFilterDate,
  type FilterLookups,
  type StatusFilter,
} from '../../domain/incident-filter';
import { normalPriorityName } from '../../domain/priority-name';
import { viewIncident, type IncidentSurroundings } from '../../domain/views/incident-view';
import { viewIncidentItem } from '../../domain/views/incident-item-view';
import type { IncidentBounds } from '../ports';
import type { ApiDeps } from './deps';
import { findIncidentPage, type Cursor, type Listing } from './incident-pages';
import { readPage } from './page';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import { mayUseTeam, type ApiRequest, type Caller } from './request';
import { createIncidentViewer } from './show-incident';

type Reader = Pick<ApiDeps, 'directory' | 'incidents'>;
type Matches = Listing['matches'];

/** The account's incidents in full, newest first, of any status unless `status` says which. */
export async function listIncidents(deps: Reader, request: ApiRequest): Promise<Reply> {
  const { caller, query } = request;
  const text = query.get('status');
  const status = text === null || text === '' ? ANY_STATUS : STATUSES.get(text);
  if (status === undefined) return invalid(NO_STATUS, ...wrongInQuery(query));
  const matches: Matches = status === ANY_STATUS ? null : (incident) => passesStatus(status, incident);
  return answerPage(deps, request, {
    listing: listingFor(caller, { status, matches, bounds: ANYTHING }),
    url: '/api/incidents/',
    view: viewIncident,
  });
}

const ANYTHING: IncidentBounds = { teams: null, services: null, since: null, until: null };

const NO_STATUS: FieldError = { path: 'status', message: 'Must be one of -1, 0, 1, 2, 3.' };

const STATUSES: ReadonlyMap<string, StatusFilter> = new Map([
  ['-1', -1],
  ['0', 0],
  ['1', 1],
  ['2', 2],
  ['3', 3],
]);

/** The account's incidents that a filter lets through (contract §1.9), newest first; triggered ones unless it says otherwise. */
export async function filterIncidents(
  deps: Reader,
  request: ApiRequest<unknown, BodyOf<'incidentFilter'>>,
): Promise<Reply> {
  const { caller, body } = request;
  const [since, until] = [readFilterDate(body.from_date, 'first'), readFilterDate(body.to_date, 'last')];
  const wrong = Object.entries({ from_date: since, to_date: until }).filter(([, date]) => Number.isNaN(date));
  if (wrong.length > 0)
    return invalid(...wrong.map(([path]): FieldError => ({ path, message: NO_DATE })), ...wrongInQuery(request.query));
  const lookups = await lookUp(deps, caller, body);
  const matches = compileIncidentFilter(body, lookups);
  const bounds = { ...boundsOfFilter(body, lookups), since, until };
  return answerPage(deps, request, {
    listing: listingFor(caller, { status: body.status ?? TRIGGERED, matches, bounds }),
    url: '/api/incidents/filter/',
    view: viewIncidentItem,
  });
}

const NO_DATE = 'Must be a day such as 2026-11-22, or a time such as 2026-11-22T10:00:00Z.';
/** The default of the filter's `status` (contract §1.9). */
const TRIGGERED = 1;

/** A list of what the caller may see: a token of some teams sees theirs. */
function listingFor(
  caller: Caller,
  { status, matches, bounds }: Pick<Listing, 'matches' | 'bounds'> & { readonly status: StatusFilter },
): Listing {
  const visible: Matches =
    caller.teams === null
      ? matches
      : (incident) => mayUseTeam(caller, incident.team) && (matches === null || matches(incident));
  const teams = bothOf(bounds.teams, caller.teams);
  return { account: caller.account, only_open: isOpenOnly(status), matches: visible, bounds: { ...bounds, teams } };
}

/** What is in both lists; null is everything. */
function bothOf(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  if (one === null || other === null) return one ?? other;
  return one.filter((id) => other.includes(id));
}

async function lookUp({ directory }: Reader, caller: Caller, body: BodyOf<'incidentFilter'>): Promise<FilterLookups> {
  const ownTeams = body.all_teams === 0 && (body.team_ids ?? []).length === 0;
  const name = normalPriorityName(body.priority_name ?? '');
  const [teams, priorities] = await Promise.all([
    ownTeams ? directory.teamsOfUser(caller.username) : null,
    name === '' ? null : directory.prioritiesNamed(caller.account, name),
  ]);
  return { teams, priorities };
}

interface Answering {
  readonly listing: Listing;
  /** Path of the list. */
  readonly url: string;
  readonly view: (incident: Incident, around: IncidentSurroundings) => Json;
}

async function answerPage(
  deps: Reader,
  { query, baseUrl }: Pick<ApiRequest, 'query' | 'baseUrl'>,
  { listing, url, view }: Answering,
): Promise<Reply> {
  const page = readPage(query);
  const cursor = readCursor(query);
  if (!page.valid || cursor === undefined) return invalid(...wrongInQuery(query));
  const found = await findIncidentPage(deps.incidents, listing, { ...page, cursor });
  if (found.status === 'beyond') return NOT_FOUND;
  if (found.status === 'too_far') return invalid({ path: 'page', message: TOO_FAR });
  const link = (number: number, to: Cursor | null): string | null =>
    to === null || number < 1 ? null : linkTo(`${baseUrl}${url}`, query, { number, size: page.size, cursor: to });
  const results = await viewAll(deps, found.incidents, view);
  const next = link(page.number + 1, found.next);
  return ok({ count: null, next, previous: link(page.number - 1, found.previous), results } satisfies JsonObject);
}

const TOO_FAR =
  'Too far away to be found by its number alone: follow the next links, or narrow the list down by dates.';

/** What is wrong with the place that a query asks for. */
function wrongInQuery(query: URLSearchParams): readonly FieldError[] {
  const page = readPage(query);
  const wrong = readCursor(query) === undefined ? [NO_CURSOR] : [];
  return [...(page.valid ? [] : page.errors), ...wrong];
}

const NO_CURSOR: FieldError = { path: 'cursor', message: 'Must come from a next or previous link.' };

async function viewAll(
  deps: Reader,
  incidents: readonly Incident[],
  view: Answering['view'],
): Promise<readonly Json[]> {
  const viewer = createIncidentViewer(deps);
  return Promise.all(incidents.map(async (incident) => view(incident, await viewer.around(incident))));
}

/** Numbers have thirteen digits at most (2^40); the first one is 1. */
const CURSOR = /^(older|newer)-([1-9]\d{0,12})$/;

/** Where the page begins; null when the query does not say so, undefined when it says it in no way of ours. */
function readCursor(query: URLSearchParams): Cursor | null | undefined {
  const text = query.get('cursor');
  if (text === null) return null;
  const [, direction, from] = CURSOR.exec(text) ?? [];
  return direction === 'older' || direction === 'newer' ? { direction, from: Number(from) } : undefined;
}

/** The link to another page: as this one was asked for, but for its place. Absolute (contract §0.4). */
function linkTo(
  url: string,
  query: URLSearchParams,
  { number, size, cursor }: { readonly number: number; readonly size: number; readonly cursor: Cursor },
): string {
  const status = query.get('status');
  const parameters = new URLSearchParams({ page: String(number), page_size: String(size) });
  if (status !== null) parameters.set('status', status);
  parameters.set('cursor', `${cursor.direction}-${cursor.from}`);
  return `${url}?${parameters.toString()}`;
}
