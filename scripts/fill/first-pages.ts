import { API_ROUTES, type ApiRoute, type ApiRouteName } from '../../core/contracts/api-routes';
import type { JsonObject } from '../../core/contracts/json';
import type { AccountPlan } from './account-plan';
import type { FilledAccount } from './fill-account';
import type { MadeSamples } from './make-samples';

/** A list of the API, asked for its first page. */
export interface FirstPage {
  readonly name: string;
  readonly route: ApiRouteName;
  readonly target: string;
  readonly body?: JsonObject;
  readonly grows: Growth;
}

/**
 * How a list's cost may grow: `flat` not at all; `by team` a little with the account's teams, all of which are shown or
 * meant; `bounded` up to what one answer looks at, which a small account may not have; `by part` a little with the parts
 * of a request's body.
 */
export type Growth = 'flat' | 'by team' | 'by part' | 'bounded';

/** What is filtered by, and how the cost of that may grow. */
type Filter = readonly [name: string, body: JsonObject, grows: Growth];

/** The first page of every list of the API, and of lists of incidents by what they can be of. */
export function firstPages(plan: AccountPlan, filled: FilledAccount, made: MadeSamples): readonly FirstPage[] {
  const { newest } = filled;
  const statuses = [-1, 0, 1, 2, 3].map((status): FirstPage => {
    const target = `${API_ROUTES.listIncidents.path}?status=${status}`;
    return { name: `incidents, status ${status}`, route: 'listIncidents', target, grows: 'flat' };
  });
  const filters = filtersOf(plan, filled).map(([name, body, grows]): FirstPage => {
    return {
      name: `incidents ${name}`,
      route: 'filterIncidents',
      target: API_ROUTES.filterIncidents.path,
      body,
      grows,
    };
  });
  const status = `/api/alert/status/${filled.request}/`;
  return [
    ...listRoutes().map((route): FirstPage => {
      const target = targetOf(route, plan, { ...made, incident: String(newest.number) });
      return { name: nameOf(route), route, target, grows: route === 'listTeams' ? 'by team' : 'flat' };
    }),
    ...statuses,
    ...filters,
    { name: 'status of a request with many alerts', route: 'getAlertStatus', target: status, grows: 'by part' },
  ];
}

/** The routes that list something, by their names. */
export function listRoutes(): readonly ApiRouteName[] {
  return (Object.keys(API_ROUTES) as ApiRouteName[]).filter((name) => /^list[A-Z]/.test(name));
}

function nameOf(route: ApiRouteName): string {
  const { summary }: ApiRoute = API_ROUTES[route];
  return `${route}: ${summary.split(/[,:(]/)[0] ?? ''}`;
}

/** Routes of an outgoing integration. */
const OF_ENDPOINT: readonly ApiRouteName[] = ['listDeliveries', 'listOutgoingRules'];

function targetOf(route: ApiRouteName, plan: AccountPlan, made: Readonly<Record<string, string>>): string {
  const { sample } = plan;
  const [service] = sample.services;
  const integration = OF_ENDPOINT.includes(route) ? sample.endpoint : sample.integrations[0];
  const parameters: Readonly<Record<string, string | undefined>> = {
    ...{ team: sample.team.id, service: service?.id, integration: integration?.id, username: plan.owner },
    ...made,
    ...(route === 'listIntegrationAlerts' ? busiest(plan) : {}),
  };
  const { path }: ApiRoute = API_ROUTES[route];
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '');
  // Five alerts, as it has no more than seven everywhere.
  return route === 'listIntegrationAlerts' ? `${target}?page_size=5` : target;
}

/** One of the first ten integrations, which the newest incidents came through. */
function busiest({ integrations: [first] }: AccountPlan): Readonly<Record<string, string | undefined>> {
  return { team: first?.team, service: first?.service, integration: first?.id };
}

function filtersOf({ sample, now }: AccountPlan, { newest }: FilledAccount): readonly Filter[] {
  const { team, service } = newest;
  const dayOf = (days: number): string => new Date(now / 1_000 - days * 86_400_000).toISOString().slice(0, 10);
  return [
    ['filtered by nothing', {}, 'flat'],
    ['of the own teams', { all_teams: 0 }, 'by team'],
    ['of a team', { status: 0, team_ids: [team] }, 'bounded'],
    ['of a service', { status: 0, service_ids: [service] }, 'bounded'],
    ['of a team and service, triggered', { team_ids: [team], service_ids: [service] }, 'bounded'],
    [
      'of a service that has none',
      { status: 0, service_ids: sample.services.slice(0, 1).map(({ id }) => id) },
      'bounded',
    ],
    ['of a user who has none', { status: 0, user_ids: ['nobody'] }, 'flat'],
    ['of a user who has none, open', { status: -1, user_ids: ['nobody'] }, 'bounded'],
    ['of a priority that no team has', { priority_name: 'P1' }, 'flat'],
    ['of a month, a year ago', { status: 0, from_date: dayOf(395), to_date: dayOf(365) }, 'bounded'],
  ];
}
