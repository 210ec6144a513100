import type { JsonObject } from '../../core/contracts/json';
import type { AccountPlan } from './account-plan';
import type { FilledAccount } from './fill-account';

/** A list of the API, asked for its first page. */
export interface FirstPage {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly target: string;
  readonly body?: JsonObject;
  /**
   * How its cost may grow: `flat` not at all; `by team` with the account's teams, as each of them is shown; `bounded` up
   * to what one request looks at, as nearly nothing passes the filter.
   */
  readonly grows: 'flat' | 'by team' | 'bounded';
}

/** Every list of the API that a filled account has something in, and the filters of incidents. */
export function firstPages(plan: AccountPlan, { newest }: FilledAccount): readonly FirstPage[] {
  const { sample } = plan;
  return [
    ...incidentLists(),
    filter(
      'of a team and service of the newest',
      { team_ids: [newest.team], service_ids: [newest.service] },
      'bounded',
    ),
    filter(
      'that nothing passes',
      { status: -1, service_ids: sample.services.slice(0, 1).map(({ id }) => id) },
      'bounded',
    ),
    filter('of the own teams', { all_teams: 0 }, 'by team'),
    ...incidentParts(newest.number),
    get('the audit log', '/api/account/audit/'),
    get('users', '/api/account/users/'),
    get('tokens', '/api/account/tokens/'),
    { ...get('teams', '/api/account/teams/'), grows: 'by team' },
    ...sampleLists(plan),
    // One of the first ten, which the newest incidents came through; five alerts, as it has no more than seven everywhere.
    ...alertsOf(plan.integrations.slice(0, 1)),
  ];
}

const get = (name: string, target: string): FirstPage => ({ name, method: 'GET', target, grows: 'flat' });

function filter(name: string, body: JsonObject, grows: FirstPage['grows'] = 'flat'): FirstPage {
  return { name: `incidents ${name}`, method: 'POST', target: '/api/incidents/filter/', body, grows };
}

function incidentLists(): readonly FirstPage[] {
  const statuses = [-1, 0, 1, 2, 3].map((status) =>
    get(`incidents, status ${status}`, `/api/incidents/?status=${status}`),
  );
  return [get('incidents', '/api/incidents/'), ...statuses, filter('filtered by nothing', {})];
}

function incidentParts(number: number): readonly FirstPage[] {
  const parts = ['alerts', 'note', 'tags'].map((part) =>
    get(`an incident's ${part}`, `/api/incidents/${number}/${part}/`),
  );
  return [...parts, get(`an incident's responders`, `/api/v2/incidents/${number}/responders/`)];
}

/** What is below one team, the same in every filled account but for its long lists. */
function sampleLists({ sample }: AccountPlan): readonly FirstPage[] {
  const team = `/api/account/teams/${sample.team.id}/`;
  const service = `${team}services/${sample.services[0]?.id ?? ''}/`;
  const endpoint = `${service}integrations/${sample.endpoint.id}/`;
  const integration = `${service}integrations/${sample.integrations[0]?.id ?? ''}/`;
  const below = ['members', 'escalation_policies', 'schedules', 'priority', 'tags', 'sla', 'maintenance'];
  return [
    get('services of a team', `${team}services/`),
    ...below.map((kind) => get(`${kind} of a team`, `${team}${kind}/`)),
    get('integrations of a service', `${service}integrations/`),
    get('deliveries of an endpoint', `${endpoint}deliveries/`),
    get('errors of an integration', `${integration}errors/`),
    get('transformers of an integration', `${integration}transformers/`),
  ];
}

function alertsOf(integrations: AccountPlan['integrations']): readonly FirstPage[] {
  return integrations.map(({ team, service, id }) =>
    get(
      'alerts of an integration',
      `/api/account/teams/${team}/services/${service}/integrations/${id}/alerts/?page_size=5`,
    ),
  );
}
