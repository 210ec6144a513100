import { API_ROUTES, type ApiRoute, type ApiRouteName } from '../../core/contracts/api-routes';
import type { JsonObject } from '../../core/contracts/json';
import type { client } from '../../test/support/builders/api-world';
import type { AccountPlan } from './account-plan';
import type { FilledAccount } from './fill-account';

/** Ids of what was made, by the names of paths' parameters. */
export type MadeSamples = Readonly<Record<string, string>>;

const CONDITIONS: JsonObject = { conditions_tree: { all: [{ field: 'message', op: 'contains', value: 'disk' }] } };

/** What is made of each kind, in this order, with the ids of what was made before; `as`: the parameter its id goes by. */
const SAMPLES: readonly {
  readonly route: ApiRouteName;
  readonly as?: string;
  readonly body: (of: MadeSamples) => JsonObject;
}[] = [
  { route: 'createSchedule', body: () => ({ name: 'Sample', time_zone: 'UTC', layers: [], overrides: [] }) },
  { route: 'createPriority', body: () => ({ name: 'Sample' }) },
  { route: 'createTag', as: 'tag', body: () => ({ name: 'Sample' }) },
  { route: 'createSla', body: () => ({ name: 'Sample', escalations: [] }) },
  { route: 'createTaskTemplate', as: 'task_template', body: () => ({ name: 'Sample' }) },
  { route: 'createTask', body: () => ({ title: 'Sample' }) },
  {
    route: 'createMaintenanceWindow',
    body: ({ service = '' }) => {
      const [start_time, end_time] = ['2020-11-30T22:00:00Z', '2020-11-30T23:00:00Z'];
      return { name: 'Sample', start_time, end_time, services: [{ service }] };
    },
  },
  {
    route: 'createAlertGroupingPolicy',
    body: () => ({ match_fields: { static_fields: ['incident_title'], custom_fields: [] } }),
  },
  { route: 'createTransformer', body: () => ({ ...CONDITIONS, actions: [{ action_type: 8, value: 'Sample' }] }) },
  { route: 'createOutgoingRule', body: () => ({ is_enabled: true, ...CONDITIONS }) },
  { route: 'createRouter', as: 'router', body: () => ({ name: 'Sample' }) },
  { route: 'createRuleset', body: () => ({ name: 'Sample', ...CONDITIONS, actions: [{ action_type: 1 }] }) },
  { route: 'createCustomRole', body: () => ({ name: 'Sample', permissions: ['sample'] }) },
  { route: 'createContact', as: 'contact', body: () => ({ name: 'Sample', contact_type: 2, value: '1' }) },
  { route: 'createNotificationRule', body: ({ contact = '' }) => ({ contact }) },
  { route: 'createResponder', body: ({ username = '' }) => ({ user: username }) },
];

/** Makes one of each kind that lists show below the plan's sample, by the API, with an admin token's client. */
export async function makeSamples(
  api: ReturnType<typeof client>,
  { sample, owner }: AccountPlan,
  { newest }: FilledAccount,
): Promise<MadeSamples> {
  const service = sample.services[0]?.id ?? '';
  const ids = { team: sample.team.id, service, username: owner, incident: String(newest.number) };
  let made: MadeSamples = {};
  for (const { route, as, body } of SAMPLES) {
    const integration = route === 'createOutgoingRule' ? sample.endpoint.id : (sample.integrations[0]?.id ?? '');
    const parameters: MadeSamples = { ...ids, ...made, integration };
    const { path }: ApiRoute = API_ROUTES[route];
    const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? '');
    const answer = await api('POST', target, { body: body(parameters) });
    if (answer.status !== 201 && answer.status !== 200)
      throw new Error(`${route} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    if (as !== undefined) made = { ...made, [as]: (answer.body as { readonly unique_id: string }).unique_id };
  }
  return made;
}
