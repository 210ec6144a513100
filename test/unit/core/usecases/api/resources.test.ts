import { describe, expect, it } from '@jest/globals';
import { APPLICATIONS } from '../../../../../core/contracts/applications';
import type { JsonObject } from '../../../../../core/contracts/json';
import { isOurIntegrationKey } from '../../../../../core/domain/integration-key';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { aService, aTeam, aUser, anEscalationPolicy, anIntegration } from '../../../../support/builders/resources';

const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** A settled world and a client that may do everything. */
async function start() {
  const world = await new ApiWorld().settle();
  return { world, api: await world.as() };
}

function refusal(path: string) {
  return { status: 400, body: { detail: expect.any(String), errors: [{ path, message: expect.any(String) }] } };
}

describe('the account', () => {
  it('has a catalogue of applications with fixed ids', async () => {
    const { api } = await start();
    const { body } = await api('GET', '/api/account/applications/');
    expect(body).toContainEqual(
      expect.objectContaining({ unique_id: APPLICATIONS.outgoingWebhooks.unique_id, application_type: 1 }),
    );
    expect((body as readonly JsonObject[]).map(({ name }) => name)).toEqual([
      'Generic Integration',
      'Outgoing Webhooks',
      'API',
    ]);
  });

  it('tells who the token stands for', async () => {
    const { api } = await start();
    expect((await api('GET', '/api/user/profile')).body).toMatchObject({
      username: aUser().username,
      email: 'dwight@example.com',
      is_owner: true,
      account: { unique_id: 'ab1cd', name: 'Dunder' },
    });
  });
});

describe('teams', () => {
  it('come with their maker as manager, a role and an escalation policy', async () => {
    const { api } = await start();
    const made = await api('POST', PATHS.teams, { body: { name: 'Shipping' } });
    const team = made.body as Record<string, unknown>;
    expect(made.status).toBe(201);
    expect(team).toMatchObject({
      unique_id: expect.stringMatching(UUID_4),
      name: 'Shipping',
      account: expect.stringMatching(UUID_4),
      creation_date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      owner: aUser().username,
      members: [{ unique_id: expect.stringMatching(UUID_4), role: 1, user: { username: aUser().username } }],
      roles: [{ unique_id: expect.stringMatching(UUID_4), title: 'Incident Commander', rank: 1 }],
    });
    const path = `${PATHS.teams}${String(team['unique_id'])}/`;
    expect((await api('GET', path)).body).toEqual(team);
    const { body: policies } = await api('GET', `${path}escalation_policies/`);
    expect(policies).toMatchObject([
      { rules: [{ delay: 0, targets: [{ target_type: 2, target_id: aUser().username }] }], move_to_next: true },
    ]);
    const [policy] = policies as readonly { readonly unique_id: string }[];
    expect((await api('GET', `${path}escalation_policies/${policy!.unique_id}`)).body).toEqual(policy);
  });

  it('are listed oldest first', async () => {
    const { api } = await start();
    await api('POST', PATHS.teams, { body: { name: 'B' } });
    await api('POST', PATHS.teams, { body: { name: 'A' } });
    const { body } = await api('GET', PATHS.teams);
    expect((body as readonly JsonObject[]).map(({ name }) => name)).toEqual([aTeam().name, 'B', 'A']);
  });

  it('need a name', async () => {
    const { api } = await start();
    expect(await api('POST', PATHS.teams, { body: { name: '  ' } })).toMatchObject(refusal('name'));
  });
});

describe('services', () => {
  it('are made with the defaults of the contract', async () => {
    const { api } = await start();
    const body = {
      name: 'Shop',
      escalation_policy: anEscalationPolicy().id,
      status: 0,
      acknowledge_timeout: 5,
      sla: '',
    };
    const made = await api('POST', PATHS.services, { body });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      name: 'Shop',
      creation_date: expect.stringMatching(DATE_TIME),
      summary: '',
      description: '',
      unique_id: expect.stringMatching(UUID_4),
      auto_resolve_timeout: 0,
      created_by: aUser().username,
      team_priority: null,
      task_template: null,
      acknowledgement_timeout: 0,
      acknowledgement_timeout_enabled: false,
      status: 1,
      escalation_policy: anEscalationPolicy().id,
      team: aTeam().id,
      sla: null,
      collation_time: 0,
      collation: 0,
      under_maintenance: false,
    });
    const { unique_id } = made.body as { readonly unique_id: string };
    expect((await api('GET', `${PATHS.services}${unique_id}`)).body).toEqual(made.body);
    expect(await api('GET', PATHS.services)).toMatchObject({ body: [{ unique_id: aService().id }, { unique_id }] });
  });

  it.each(['', 'nonsense', '9ce8918d-dfac-4f00-b95a-b204dcedafc9'])(
    'are refused with the escalation policy %j, which the team does not have',
    async (escalation_policy) => {
      const { api } = await start();
      const body = { name: 'Shop', escalation_policy };
      expect(await api('POST', PATHS.services, { body })).toMatchObject(refusal('escalation_policy'));
    },
  );

  it('keep what was chosen', async () => {
    const { api } = await start();
    const chosen = {
      ...{ name: 'Shop', summary: 'S', description: 'D', escalation_policy: anEscalationPolicy().id },
      ...{ collation: 1, collation_time: 30, auto_resolve_timeout: 3600, acknowledgement_timeout: 600 },
    };
    const { body } = await api('POST', PATHS.services, { body: chosen });
    expect(body).toMatchObject({ ...chosen, acknowledgement_timeout_enabled: true });
  });
});

describe('integrations', () => {
  const generic = { name: 'Shop', summary: 'From the shop', application: APPLICATIONS.generic.unique_id };

  it('have exactly the keys of the contract', async () => {
    const { world, api } = await start();
    const made = await api('POST', PATHS.integrations, { body: generic });
    const integration = made.body as Record<string, unknown>;
    const key = String(integration['integration_key']);
    expect(made.status).toBe(201);
    expect(integration).toEqual({
      name: 'Shop',
      creation_date: expect.stringMatching(DATE_TIME),
      summary: 'From the shop',
      unique_id: expect.stringMatching(UUID_4),
      service: aService().id,
      application: generic.application,
      application_reference: expect.objectContaining({ unique_id: generic.application, extension: 'generic' }),
      integration_key: expect.stringMatching(UUID_4),
      created_by: aUser().username,
      is_enabled: true,
      create_incidents_for: 1,
      integration_type: 0,
      default_urgency: 1,
      webhook_url: `https://tocsin.example/integration/ab1cd/generic/${key}/`,
    });
    expect(isOurIntegrationKey(key, world.signingKeys.integrationKeys)).toBe(true);
    expect(await world.resources.find(key)).toMatchObject({ name: 'Shop', extension: 'generic', is_enabled: true });
  });

  it('of the API application point to the legacy intake, outgoing ones to none', async () => {
    const { api } = await start();
    const legacy = await api('POST', PATHS.integrations, {
      body: { ...generic, application: APPLICATIONS.api.unique_id },
    });
    const { integration_key, webhook_url } = legacy.body as Record<string, unknown>;
    expect(webhook_url).toBe(`https://tocsin.example/api/events/${String(integration_key)}/`);
    const application = APPLICATIONS.outgoingWebhooks.unique_id;
    const outgoing = await api('POST', PATHS.integrations, { body: { ...generic, application } });
    expect(outgoing.body).toMatchObject({ integration_type: 1, webhook_url: '' });
  });

  it.each([
    [{ ...generic, application: '1ef0e211-82fb-454a-96c4-20bd26ebdcab' }, 'application'],
    [{ ...generic, summary: '' }, 'summary'],
    [{ ...generic, name: '\t' }, 'name'],
    [{ name: 'Shop', application: generic.application }, 'summary'],
    [{ ...generic, create_incidents_for: 9 }, 'create_incidents_for'],
  ])('are refused as %j', async (body, path) => {
    const { api } = await start();
    expect(await api('POST', PATHS.integrations, { body })).toMatchObject(refusal(path));
  });

  it.each(['PUT', 'PATCH'])('are changed by %s in what is named, and intake hears of it', async (method) => {
    const { world, api } = await start();
    const { integration_key } = await world.integrate();
    const change = { name: 'New', is_enabled: false, create_incidents_for: 3, default_urgency: 0 };
    const { status, body } = await api(method, PATHS.integration, { body: change });
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...change, summary: anIntegration().summary, integration_key });
    expect((await api('GET', PATHS.integration)).body).toEqual(body);
    expect(await world.resources.find(integration_key)).toMatchObject({ name: 'New', is_enabled: false });
  });

  it('keep their application', async () => {
    const { world, api } = await start();
    await world.integrate();
    const other = { application: APPLICATIONS.api.unique_id };
    expect(await api('PATCH', PATHS.integration, { body: other })).toMatchObject(refusal('application'));
    expect((await api('PUT', PATHS.integration, { body: generic })).status).toBe(200);
  });

  it('are gone once deleted, and so is their key', async () => {
    const { world, api } = await start();
    const { integration_key } = await world.integrate();
    expect(await api('DELETE', PATHS.integration)).toEqual({ status: 204, headers: {}, body: undefined });
    expect((await api('GET', PATHS.integration)).status).toBe(404);
    expect((await api('DELETE', PATHS.integration)).status).toBe(404);
    expect(await world.resources.find(integration_key)).toBeNull();
    expect((await api('GET', PATHS.integrations)).body).toEqual([]);
  });
});
