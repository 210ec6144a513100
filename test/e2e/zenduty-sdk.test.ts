import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../core/contracts/json';
import { eventually } from '../support/eventually';
import { walkReads } from '../support/openapi/walk-reads';
import { startTocsin, type Tocsin } from '../support/tocsin';
import { ZendutySdk } from '../support/zenduty-sdk';

/** The official JavaScript client, unmodified: what its users wrote goes on working when they change the base URL. */
let tocsin: Tocsin;
let sdk: ZendutySdk;
let team: string;
let user: string;
beforeAll(async () => {
  tocsin = await startTocsin();
  const { url, api_token: token, demo } = tocsin.client.target;
  sdk = await ZendutySdk.start(url, token);
  team = demo.team;
  user = (await tocsin.client.read<{ username: string }>('/api/user/profile/')).username;
});
afterAll(async () => {
  sdk.close();
  await tocsin.close();
});

type Made = JsonObject & { readonly unique_id: string };

/** Application ids of the client's own samples (contract §1.5). */
const API_APPLICATION = '27c9800c-2856-490d-8119-790be1308dd4';

async function newPolicy(name: string): Promise<Made> {
  const rules = [{ delay: 0, targets: [{ target_type: 2, target_id: user }], position: 1 }];
  return sdk.call<Made>('EscalationPoliciesApi', 'createEscalationPolicy', team, {
    ...{ name, summary: name, description: name, rules, team },
  });
}

async function newService(name: string): Promise<Made> {
  const { unique_id: escalation_policy } = await newPolicy(`Policy of ${name}`);
  return sdk.call<Made>('ServicesApi', 'addService', team, { name, description: name, escalation_policy });
}

async function newIntegration(service: Made): Promise<Made & { readonly integration_key: string }> {
  return sdk.call('IntegrationsApi', 'createIntegration', team, service.unique_id, {
    ...{ name: 'SDKNODE', summary: 'testingphase', application: API_APPLICATION },
  });
}

async function callTeams(): Promise<void> {
  const teams = await sdk.call<readonly Made[]>('TeamsApi', 'getTeams');
  expect(teams.map(({ unique_id }) => unique_id)).toContain(team);
  expect(await sdk.call('TeamsApi', 'getTeamDetails', team)).toMatchObject({ unique_id: team });
  // The client can't make one (it reads a variable that isn't there), so this one is made without it.
  const made = await tocsin.client.send<Made>('POST', '/api/account/teams/', { name: 'Leaving' }, 201);
  await sdk.call('TeamsApi', 'deleteTeam', made.unique_id);
  expect((await tocsin.client.api(`/api/account/teams/${made.unique_id}/`)).status).toBe(404);
}

async function callEscalationPolicies(): Promise<void> {
  const made = await newPolicy('On their own');
  const part = 'EscalationPoliciesApi';
  const listed = await sdk.call<readonly Made[]>(part, 'getEscalationPoicy', team);
  expect(listed.map(({ unique_id }) => unique_id)).toContain(made.unique_id);
  const rules = [{ delay: 1, targets: [{ target_type: 2, target_id: user }], position: 1 }];
  const changed = await sdk.call(part, 'updateEscalationPolicy', team, made.unique_id, { summary: 'changed', rules });
  expect(changed).toMatchObject({ summary: 'changed', name: 'On their own' });
  expect(await sdk.call(part, 'getEscalationById', team, made.unique_id)).toMatchObject({ summary: 'changed' });
  await sdk.call(part, 'deleteEscalationPolicy', team, made.unique_id);
  await expect(sdk.call(part, 'getEscalationById', team, made.unique_id)).rejects.toMatchObject({ status: 404 });
}

async function callServices(): Promise<void> {
  const made = await newService('A service');
  const listed = await sdk.call<readonly Made[]>('ServicesApi', 'getServices', team);
  expect(listed.map(({ unique_id }) => unique_id)).toContain(made.unique_id);
  const change = { unique_id: made.unique_id, auto_resolve_timeout: 60, acknowledgement_timeout: 0, status: 1 };
  const changed = await sdk.call('ServicesApi', 'updateService', team, made.unique_id, change);
  expect(changed).toMatchObject({ name: 'A service', auto_resolve_timeout: 60 });
  expect(await sdk.call('ServicesApi', 'getServiceById', team, made.unique_id)).toEqual(changed);
  await sdk.call('ServicesApi', 'deleteService', team, made.unique_id);
  const gone = sdk.call('ServicesApi', 'getServiceById', team, made.unique_id);
  await expect(gone).rejects.toMatchObject({ status: 404 });
}

async function callFromAlertToIncident(): Promise<void> {
  const service = await newService('Incidents');
  const integration = await newIntegration(service);
  const [of, id] = [service.unique_id, integration.unique_id];
  // What its name promises (integrations) is not what its path asks for (the service).
  expect(await sdk.call('IntegrationsApi', 'getIntegrationInService', team, of)).toMatchObject({ unique_id: of });
  expect(await sdk.call('IntegrationsApi', 'getIntegrationById', team, of, id)).toMatchObject({ unique_id: id });
  const alert = {
    message: 'The disk is full',
    summary: 'of db-1',
    alert_type: 'critical',
    entity_id: 'disk of db-1',
  };
  const sent = await sdk.call<Made>('EventsApi', 'createEvent', integration.integration_key, alert);
  expect(sent).toMatchObject({ message: alert.message });
  const list = (): Promise<{ results: readonly JsonObject[] }> => sdk.call('IncidentsApi', 'getIncidents', {});
  const incident = await eventually({ what: 'the incident is listed' }, async () =>
    (await list()).results.find(({ title }) => title === alert.message),
  );
  const number = Number(incident['incident_number']);
  const part = 'IncidentsApi';
  expect(await sdk.call(part, 'getIncidentByNumber', number)).toMatchObject({ status: 1, title: alert.message });
  const alerts = await sdk.call<{ results: readonly JsonObject[] }>(part, 'getIncidentAlerts', number);
  expect(alerts.results).toMatchObject([{ unique_id: sent.unique_id }]);
  expect(await sdk.call(part, 'getIncidentNotes', number)).toMatchObject({ results: [] });
  const ofIntegration = await eventually({ what: "the integration's alert is listed" }, async () => {
    const page = await sdk.call<{ results: readonly JsonObject[] }>(
      ...(['IntegrationsApi', 'getAlertsInIntegration', team, of, id] as const),
    );
    return page.results.length > 0 && page.results;
  });
  expect(ofIntegration).toMatchObject([{ unique_id: sent.unique_id, incident: number }]);
  const resolving = { status: 3, incident_number: number };
  expect(await sdk.call(part, 'acknowledgeOrResolveIncident', number, resolving)).toMatchObject({ status: 3 });
}

async function callIncidentsByHand(): Promise<void> {
  const service = await newService('By hand');
  const { unique_id: policy } = await newPolicy('For one incident');
  const made = await sdk.call('IncidentsApi', 'createIncident', {
    ...{ service: service.unique_id, escalation_policy: policy, user: null },
    ...{ title: 'Name of trial', summary: 'summary of trial' },
  });
  expect(made).toMatchObject({ title: 'Name of trial', status: 1, escalation_policy: policy, assigned_to: user });
}

async function callMembers(): Promise<void> {
  const person = { first_name: 'New', last_name: 'Member', email: 'new.member@example.com', role: 2 };
  const { unique_id: other } = await tocsin.client.send<Made>('POST', '/api/account/teams/', { name: 'Other' }, 201);
  await tocsin.client.send('POST', '/api/account/api_invite/', { team: other, user_detail: person }, 201);
  const users =
    await tocsin.client.read<readonly { user: { username: string; email: string } }[]>('/api/account/users/');
  const username = users.find(({ user: { email } }) => email === person.email)?.user.username;
  const added = await sdk.call<Made>('MembersApi', 'addMembers', team, { team, user: username });
  expect(added).toMatchObject({ team, user: username });
  const members = `/api/account/teams/${team}/members/`;
  expect(await tocsin.client.read<readonly Made[]>(members)).toHaveLength(2);
  await sdk.call('MembersApi', 'deleteMembers', team, added.unique_id);
  expect(await tocsin.client.read<readonly Made[]>(members)).toHaveLength(1);
}

async function callSchedules(): Promise<void> {
  const sample = { name: 'Name of schedule', summary: 'summary', time_zone: 'Asia/Kolkata', team, layers: [] };
  const made = await sdk.call<Made>('SchedulesApi', 'createSchedule', team, sample);
  expect(made).toMatchObject({ name: sample.name, time_zone: 'Asia/Kolkata', layers: [] });
  expect(await sdk.call<readonly Made[]>('SchedulesApi', 'getSchedule', team)).toMatchObject([{ name: sample.name }]);
  const change = { ...sample, unique_id: made.unique_id, time_zone: 'Asia/Kamchatka' };
  await sdk.call('SchedulesApi', 'updateSchedule', team, made.unique_id, change);
  const read = (): Promise<JsonObject> => sdk.call('SchedulesApi', 'getScheduleById', team, made.unique_id);
  expect(await read()).toMatchObject({ time_zone: 'Asia/Kamchatka' });
  await sdk.call('SchedulesApi', 'deleteSchedule', team, made.unique_id);
  await expect(read()).rejects.toMatchObject({ status: 404 });
}

describe("the official JavaScript client's calls", () => {
  it('do what they are documented to do, every one but that which is broken in the client itself', async () => {
    await callTeams();
    await callEscalationPolicies();
    await callServices();
    await callFromAlertToIncident();
    await callIncidentsByHand();
    await callMembers();
    await callSchedules();
    expect(sdk.uncalled()).toEqual(['TeamsApi.createTeam']);
  });
});

describe('what there is to read in a running system', () => {
  it('is answered over HTTP as docs/openapi.json has it', async () => {
    const { demo } = tocsin.client.target;
    const webhook = await tocsin.client.makeWebhook('Somebody', 'https://receiver.example.com/');
    const traceId = await tocsin.client.sendAlert({
      message: 'To be read',
      alert_type: 'critical',
      entity_id: 'to-read',
    });
    const { incident } = await tocsin.client.terminalStatus(traceId);
    const tag = await tocsin.client.send<Made>('POST', `/api/account/teams/${team}/tags/`, { name: 'A tag' }, 201);
    const tagged = { team_tag: tag.unique_id };
    await tocsin.client.send('POST', `/api/incidents/${incident?.unique_id}/tags/`, tagged, 201);
    await tocsin.client.send('POST', `/api/incidents/${incident?.unique_id}/note/`, { note: 'A note' }, 201);
    const ids = {
      ...demo,
      integration: webhook.id,
      username: user,
      trace_id: traceId,
      incident: incident?.unique_id ?? '',
    };
    const { read, faults } = await walkReads((path) => tocsin.client.api(path), ids);
    expect(faults).toEqual([]);
    expect(read.length).toBeGreaterThan(50);
  });
});
