import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { API_ROUTES } from '../../../../core/contracts/api-routes';
import type { ApiRoute, ApiRouteName } from '../../../../core/contracts/api-routes';
import { APPLICATIONS } from '../../../../core/contracts/applications';
import type { Delivery } from '../../../../core/contracts/delivery';
import { successStatus } from '../../../../core/contracts/openapi/success-statuses';
import { parseMaintenanceWindow } from '../../../../core/domain/maintenance/parse-window';
import { parseAlertRule } from '../../../../core/domain/rules/parse-rule';
import { encodeShortUuid } from '../../../../core/domain/short-uuid';
import { newMember } from '../../../../core/domain/team-member';
import { makeTraceId } from '../../../../core/domain/trace-id';
import { ApiWorld, client } from '../../../support/builders/api-world';
import { aStoredAlert, anIncident } from '../../../support/builders/incident';
import { aHead } from '../../../support/builders/incidents';
import { anAlertGroupingPolicy } from '../../../support/builders/alert-grouping-policies';
import { anEndpoint, anOutgoingIntegration } from '../../../support/builders/outgoing';
import { anOutgoingRule } from '../../../support/builders/outgoing-rules';
import { TEAM_RESOURCES } from '../../../support/builders/team-resources';
import { aRouter, aRuleset } from '../../../support/builders/routing';
import { aService, aTeam, aUser, anEscalationPolicy, anIntegration } from '../../../support/builders/resources';

const OF_USER = { account: aUser().account, username: 'newcomer', id: randomUUID(), created_at: 1 };
const CONTACT = { ...OF_USER, id: randomUUID(), name: 'Work', contact_type: 1, value: 'newcomer@example.com' };

/** Another incident that is the account's. */
const MERGEABLE = anIncident({ number: 218, entity_id: 'disk-009' });

/** A body that each route with a schema would take. */
const BODIES: Readonly<Record<NonNullable<ApiRoute['body']>, Readonly<Record<string, unknown>>>> = {
  team: { name: 'Ours now' },
  teamChange: { name: 'Ours now' },
  teamPermissions: { account_permissions: ['ours_now'] },
  teamMember: { user: 'newcomer' },
  teamMemberChange: { role: 1 },
  token: { name: 'Ours now', scope: 'read', teams: [aTeam().id] },
  accountMember: { first_name: 'Ours now' },
  apiInvite: { user_detail: { email: 'ours-now@example.com' } },
  invite: { email_accounts: [{ email: 'ours-now@example.com' }], team: aTeam().id },
  deleteUser: { username: 'newcomer' },
  customRole: { name: 'Ours now' },
  customRoleChange: { name: 'Ours now' },
  userRole: { custom_role: null },
  contact: { name: 'Ours now', contact_type: 2, value: '1' },
  notificationRule: { contact: CONTACT.id },
  forwardingRule: {
    ...{ from_date: '2026-11-30T22:00:00Z', to_date: '2026-11-30T23:00:00Z' },
    to_user: aUser().username,
  },
  regenerateKey: { integration_unique_id: anIntegration().id },
  serviceChange: { name: 'Ours now' },
  service: { name: 'Ours now', escalation_policy: anEscalationPolicy().id },
  integration: { name: 'Ours now', summary: 'x', application: APPLICATIONS.generic.unique_id },
  integrationChange: { name: 'Ours now' },
  escalationPolicy: { name: 'Ours now' },
  escalationPolicyChange: { name: 'Ours now' },
  schedule: { name: 'Ours now', time_zone: 'UTC' },
  scheduleChange: { name: 'Ours now' },
  priority: { name: 'Ours now' },
  priorityChange: { name: 'Ours now' },
  tag: { name: 'Ours now' },
  tagChange: { name: 'Ours now' },
  sla: { name: 'Ours now' },
  slaChange: { name: 'Ours now' },
  role: { title: 'Ours now' },
  roleChange: { title: 'Ours now' },
  taskTemplate: { name: 'Ours now' },
  taskTemplateChange: { name: 'Ours now' },
  task: { title: 'Ours now' },
  taskChange: { title: 'Ours now' },
  alertGroupingPolicy: { match_fields: { static_fields: ['incident_title'] } },
  alertGroupingPolicyChange: { time_window: 7 },
  router: { name: 'Ours now' },
  routerChange: { name: 'Ours now' },
  rulesetMove: { rule: aRuleset().id, position: 1 },
  incident: { title: 'Ours now', service: aService().id },
  incidentChange: { title: 'Ours now' },
  incidentFilter: { status: 0 },
  incidentNote: { note: 'Ours now' },
  incidentTag: { team_tag: TEAM_RESOURCES.tag.id },
  responder: { user: 'newcomer' },
  responderChange: { response_status: 1 },
  merge: { incidents: [MERGEABLE.number] },
  snooze: { snooze_time: 60 },
  object: {},
  exact: { payload: {} },
};

const WINDOW = {
  name: 'Ours now',
  start_time: '2026-11-30T22:00:00Z',
  end_time: '2026-11-30T23:00:00Z',
  services: [{ service: aService().id }],
};

/** What those take that want an object of their own making. */
const OBJECTS: Readonly<Partial<Record<ApiRouteName, Readonly<Record<string, unknown>>>>> = {
  putConfiguration: { custom_mapping: null },
  replayDeliveries: { since: '2026-09-01T00:00:00Z' },
  createRuleset: { name: 'Ours now', actions: [{ action_type: 1 }] },
  createTransformer: { actions: [] },
  putTransformer: { actions: [] },
  createMaintenanceWindow: WINDOW,
  putMaintenanceWindow: WINDOW,
};

const DELIVERY_ID = encodeShortUuid(7n);
const TRACE_ID = makeTraceId(new ApiWorld().now, Buffer.from('seven'), new ApiWorld().signingKeys.traceIds);
const WINDOW_ID = 'a1f4ce3a-55b9-4d0e-9c11-1f7b5c1a9e0d';
const TOKEN_ID = '6a1b8f0c-2a3e-4f5d-8b7c-9d0e1f2a3b4c';
const MEMBER = newMember(aTeam(), aUser(), 1, 1);
/** Not the service's own, which can't be deleted. */
const UNUSED_POLICY = 'f1a7d2c3-8b4e-4c5d-9e6f-7081920a1b2c';
const TEAM_RESOURCE_IDS = Object.fromEntries(Object.entries(TEAM_RESOURCES).map(([kind, { id }]) => [kind, id]));
const RULE_ID = 'd3b0c7a1-5b1e-4a53-8f0e-6d0a3f1b2c4d';

const INCIDENT = anIncident({ status: 2, tags: [TEAM_RESOURCES.tag.id] });
const ON_INCIDENT = { account: INCIDENT.account, team: INCIDENT.team, incident: INCIDENT.unique_id, created_at: 1 };
const NOTE = { ...ON_INCIDENT, id: encodeShortUuid(8n), user: 'newcomer', note: 'Ours' };
const RESPONDER = { ...ON_INCIDENT, id: randomUUID(), user: aUser().username, response_status: 3 } as const;

/** A service that has no alert grouping policy yet. */
const WITHOUT_POLICY = 'b7e4c1a2-3d5f-4a68-9b0c-1d2e3f4a5b6c';

/** The parameters that name what is really there, all of it the builders' account's. */
const PARAMETERS: Readonly<Record<string, string>> = {
  team: aTeam().id,
  service: aService().id,
  integration: anIntegration().id,
  escalation_policy: UNUSED_POLICY,
  ...TEAM_RESOURCE_IDS,
  delivery: DELIVERY_ID,
  rule: RULE_ID,
  outgoing_rule: anOutgoingRule().id,
  alert_grouping_policy: anAlertGroupingPolicy().id,
  router: aRouter().id,
  ruleset: aRuleset().id,
  maintenance: WINDOW_ID,
  username: 'newcomer',
  contact: CONTACT.id,
  notification_rule: OF_USER.id,
  forwarding_rule: OF_USER.id,
  custom_role: OF_USER.id,
  member: MEMBER.id,
  token: TOKEN_ID,
  integration_key: anIntegration().integration_key,
  trace_id: TRACE_ID,
  incident: INCIDENT.unique_id,
  note: NOTE.id,
  responder: RESPONDER.id,
};

const TEAM_RESOURCE_KINDS = Object.keys(TEAM_RESOURCES) as (keyof typeof TEAM_RESOURCES)[];

const STRANGERS = 'zz9zz';

/** What a token that is limited to other teams may read: people are the account's. */
const OF_NO_TEAM = new Set(['username', 'contact', 'notification_rule', 'forwarding_rule', 'custom_role']);

/** Routes whose body, and not their path, names something of the account's, or of a team's. */
const NAMED_IN_BODY: Readonly<Partial<Record<ApiRouteName, number>>> = {
  regenerateIntegrationKey: 404,
  deleteUser: 404,
  inviteUsers: 400,
  createToken: 400,
  createIncident: 400,
};

const requests = Object.entries<ApiRoute>(API_ROUTES)
  .filter(([, route]) => route.access !== 'open')
  .flatMap(([name, route]) => route.methods.map((method) => ({ name: name as ApiRouteName, method, route })));

function targetOf({ path }: ApiRoute): string {
  const ofOutgoing = path.includes('/outgoingrules/') ? { integration: anOutgoingIntegration().id } : {};
  // A service has one policy at most: making one wants another service.
  const withoutPolicy = path.endsWith('/alert-grouping-policies/') ? { service: WITHOUT_POLICY } : {};
  const parameters: Readonly<Record<string, string>> = { ...PARAMETERS, ...ofOutgoing, ...withoutPolicy };
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? name);
}

function optionsOf(name: ApiRouteName): { readonly body?: Readonly<Record<string, unknown>> } {
  const { body }: ApiRoute = API_ROUTES[name];
  return body === undefined ? {} : { body: OBJECTS[name] ?? BODIES[body] };
}

async function fullWorld(): Promise<ApiWorld> {
  const world = await new ApiWorld().settle();
  // With an endpoint: the routes of deliveries want one.
  await world.integrate(anIntegration({ endpoint: anEndpoint() }));
  const everyAlert = parseAlertRule({ actions: [] });
  if (!everyAlert.ok) throw new Error('The rule is not valid.');
  const { account: ours, id: integration } = anIntegration();
  const inTeam = { account: ours, team: aTeam().id };
  await world.resources.put('rule', {
    ...inTeam,
    integration,
    unique_id: RULE_ID,
    created_at: 1,
    rule: everyAlert.rule,
  });
  await world.resources.put('user', aUser({ username: 'newcomer', email: 'newcomer@example.com' }));
  await world.resources.put('member', MEMBER);
  await world.resources.put('contact', CONTACT);
  const rule = { contact: 'none', start_delay: 0, urgency: 1 } as const;
  await world.resources.put('notification_rule', { ...OF_USER, ...rule });
  const forwarding = { from: 1, to: 2, time_zone: 'UTC', to_user: aUser().username, created_by: aUser().username };
  await world.resources.put('forwarding_rule', { ...OF_USER, ...forwarding });
  await world.resources.put('custom_role', { ...OF_USER, name: 'Ours', description: '', permissions: [] });
  const token = { id: TOKEN_ID, account: ours, name: 'Ours', scope: 'read' as const, teams: [aTeam().id] };
  await world.resources.put('token', { ...token, hash: 'of nothing', username: aUser().username, created_at: 1 });
  const window = parseMaintenanceWindow(WINDOW);
  if (!window.ok) throw new Error('The window is not valid.');
  await world.resources.put('maintenance_window', { ...window.window, ...inTeam, unique_id: WINDOW_ID, created_at: 1 });
  await world.integrate(anOutgoingIntegration());
  await world.resources.put('escalation_policy', anEscalationPolicy({ id: UNUSED_POLICY }));
  for (const kind of TEAM_RESOURCE_KINDS) await world.resources.put(kind, TEAM_RESOURCES[kind]);
  await world.resources.put('outgoing_rule', anOutgoingRule());
  await world.resources.put('alert_grouping_policy', anAlertGroupingPolicy());
  await world.resources.put('service', aService({ id: WITHOUT_POLICY }));
  await world.resources.put('router', aRouter());
  await world.resources.put('ruleset', aRuleset());
  await world.alerts.store(aStoredAlert(TRACE_ID, anIncident()));
  await world.entities.save(aHead(INCIDENT, { recent_alerts: [] }), true);
  await world.entities.save(aHead(MERGEABLE, { recent_alerts: [] }), true);
  await world.resources.put('incident_note', NOTE);
  await world.resources.put('responder', RESPONDER);
  const { id, service, account } = anIntegration();
  const message = { id: DELIVERY_ID, account, service, integration: id, body: '{}', sequence: 1 };
  const incident = { incident_number: 217, unique_id: anIncident().unique_id };
  const delivery: Delivery = {
    ...{ v: 1, ...message, incident, type: 'triggered', transition_at: world.now },
    ...{ status: 'pending', next_attempt_at: null, reason: null, attempts: [] },
  };
  await world.deliveries.record(delivery, null, delivery);
  const username = '00000000-0000-0000-0000';
  await world.resources.put('account', { id: STRANGERS, name: 'Strangers', owner: username, created_at: world.now });
  await world.resources.put('user', aUser({ account: STRANGERS, username, email: 'stranger@example.com' }));
  return world;
}

describe('access to the routes', () => {
  it.each(requests)('$method $name answers its own account', async ({ name, method, route }) => {
    const world = await fullWorld();
    const answer = await (await world.as('admin'))(method, targetOf(route), optionsOf(name));
    expect([200, 201, 202, 204]).toContain(answer.status);
  });

  it.each(requests)('$method $name shows and changes nothing of another account', async ({ name, method, route }) => {
    const world = await fullWorld();
    const stranger = await world.as('admin', STRANGERS, '00000000-0000-0000-0000');
    const before = JSON.stringify(await everything(world));
    const answer = await stranger(method, targetOf(route), optionsOf(name));
    const shown = JSON.stringify(answer.body);
    for (const secret of [...Object.values(PARAMETERS), anIntegration().integration_key, aUser().email]) {
      expect(shown).not.toContain(secret);
    }
    const refused = route.path.includes('{') ? 404 : NAMED_IN_BODY[name];
    expect(answer.status).toBe(refused ?? successStatus(name, method));
    expect(shown === '{"detail":"Not Found."}').toBe(refused === 404);
    expect(JSON.stringify(await everything(world))).toBe(before);
  });

  it.each(requests)('$method $name shows and changes nothing of a team the token is not for', async (request) => {
    const { name, method, route } = request;
    const world = await fullWorld();
    const limited = await world.as('admin', aTeam().account, aUser().username, [randomUUID()]);
    const before = JSON.stringify(await everything(world));
    const answer = await limited(method, targetOf(route), optionsOf(name));
    const named = [...route.path.matchAll(/\{(\w+)\}/g)].some(([, parameter = '']) => !OF_NO_TEAM.has(parameter));
    const refused = named ? 404 : NAMED_IN_BODY[name];
    expect(answer.status).toBe(route.wholeAccount === true ? 403 : (refused ?? successStatus(name, method)));
    const ofTeam = Object.entries(PARAMETERS).filter(([parameter]) => !OF_NO_TEAM.has(parameter));
    for (const [, id] of ofTeam) expect(JSON.stringify(answer.body)).not.toContain(id);
    expect(JSON.stringify(await everything(world))).toBe(before);
  });

  it.each(requests.filter(({ route }) => route.wholeAccount !== true))(
    '$method $name answers a token for its team',
    async ({ name, method, route }) => {
      const world = await fullWorld();
      const limited = await world.as('admin', aTeam().account, aUser().username, [aTeam().id]);
      const answer = await limited(method, targetOf(route), optionsOf(name));
      expect([200, 201, 202, 204]).toContain(answer.status);
    },
  );

  it.each(requests)('$method $name refuses a request without a token', async ({ name, method, route }) => {
    const world = await fullWorld();
    const answer = await client(world.handler)(method, targetOf(route), optionsOf(name));
    expect(answer).toMatchObject({ status: 403, body: { error: 'Invalid or Inactive Token' } });
  });

  it.each(requests)('$method $name refuses a token nobody has', async ({ name, method, route }) => {
    const world = await fullWorld();
    const answer = await client(world.handler, 'f'.repeat(40))(method, targetOf(route), optionsOf(name));
    expect(answer).toMatchObject({ status: 403, body: { error: 'Invalid or Inactive Token' } });
  });

  it.each(requests)('$method $name wants the scope of its route', async ({ name, method, route }) => {
    const world = await fullWorld();
    const answer = await (await world.as('read'))(method, targetOf(route), optionsOf(name));
    const refused = { status: 403, body: { detail: 'You do not have permission to perform this action.' } };
    const expected = route.access === 'read' ? { status: 200 } : refused;
    expect(answer).toMatchObject(expected);
  });

  it.each(requests.filter(({ route }) => route.path.includes('{')))(
    '$method $name finds nothing under ids that are none or nobody has',
    async ({ name, method, route }) => {
      const world = await fullWorld();
      const asAdmin = await world.as('admin');
      for (const id of [randomUUID(), '0', '%23', 'x'.repeat(3_000), aTeam().id.toUpperCase()]) {
        const target = route.path.replaceAll(/\{\w+\}/g, id);
        expect(await asAdmin(method, target, optionsOf(name))).toMatchObject({
          status: 404,
          body: { detail: 'Not Found.' },
        });
      }
    },
  );
});

/** All that the builders' account has, as lists. */
async function everything({ resources, deliveries, entities }: ApiWorld): Promise<unknown> {
  const { account, id } = aTeam();
  return [
    await resources.teams(account),
    await resources.services(id),
    await resources.escalationPolicies(id),
    ...(await Promise.all(TEAM_RESOURCE_KINDS.map((kind) => resources.resources(kind, id)))),
    await resources.resources('task', TEAM_RESOURCES.task_template.id),
    await resources.resources('user', account),
    await resources.resources('member', id),
    await resources.resources('token', account),
    await resources.resources('custom_role', account),
    await resources.resources('contact', 'newcomer'),
    await resources.resources('notification_rule', 'newcomer'),
    await resources.resources('forwarding_rule', 'newcomer'),
    await resources.integrations(aService().id),
    await resources.rules(anIntegration().id),
    await resources.resources('outgoing_rule', anOutgoingIntegration().id),
    await resources.resources('router', account),
    await resources.resources('ruleset', aRouter().id),
    await resources.maintenanceWindows(id),
    [...deliveries.rows.values()],
    [...entities.heads.values()],
    await resources.resources('incident_note', INCIDENT.unique_id),
    await resources.resources('responder', INCIDENT.unique_id),
  ];
}
