import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../../../core/contracts/incident';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anOutgoingIntegration } from '../../../../support/builders/outgoing';
import { anOutgoingRule } from '../../../../support/builders/outgoing-rules';
import { ACCOUNT, aService, aTeam, aUser, anEscalationPolicy } from '../../../../support/builders/resources';

const MINIMAL = { title: 'Disk full', service: aService().id };
const CREATED_BY = `[Created by: ${aUser().first_name} ${aUser().last_name}(${aUser().email})]`;
const NOBODY = 'c2b8e7f6-1111-4a53-8f0e-6d0a3f1b2c4d';

async function start() {
  const world = await new ApiWorld().settle();
  return { world, api: await world.as('write') };
}

type World = Awaited<ReturnType<typeof start>>['world'];

/** What dispatch would see of each write: its transitions. */
const told = ({ entities }: World): readonly string[] =>
  entities.stream
    .filter(({ transitioned }) => transitioned)
    .map(({ after }) =>
      (after.incident?.transitions ?? []).map(({ sequence, type }) => `${sequence} ${type}`).join(', '),
    );

const stored = ({ entities }: World): Incident | null | undefined => entities.stream.at(-1)?.after.incident;

async function opened(over: Readonly<Record<string, unknown>> = {}) {
  const { world, api } = await start();
  const answer = await api('POST', '/api/incidents/', { body: { ...MINIMAL, ...over } });
  expect(answer.status).toBe(201);
  const change = (body: Readonly<Record<string, unknown>>, method = 'PATCH', id = '1') =>
    api(method, `/api/incidents/${id}/`, { body });
  return { world, api, change, body: answer.body as Readonly<Record<string, unknown>> };
}

describe('opening an incident by the API', () => {
  it('takes a title and a service, and gives the service’s settings and a number', async () => {
    const { world, api, body } = await opened();
    expect(body).toMatchObject({
      incident_number: 1,
      title: 'Disk full',
      summary: CREATED_BY,
      status: 1,
      urgency: 1,
      service: aService().id,
      escalation_policy: anEscalationPolicy().id,
      creation_date: expect.stringMatching(/^2026-09-21T14:/),
      sla: null,
      team_priority: null,
    });
    expect((await api('GET', `/api/incidents/${String(body['unique_id'])}/`)).body).toEqual(body);
    expect((await api('GET', '/api/incidents/')).body).toMatchObject({ results: [body] });
    expect((await api('GET', '/api/incidents/1/alerts/')).body).toMatchObject({ count: 0, results: [] });
    expect(told(world)).toEqual(['1 triggered']);
  });

  it('numbers them one after the other, each on its own', async () => {
    const { api } = await opened();
    const second = await api('POST', '/api/incidents/', { body: MINIMAL });
    expect(second.body).toMatchObject({ incident_number: 2, title: 'Disk full' });
  });

  it('keeps what the body says, and says who opened it after a blank line', async () => {
    const { body } = await opened({
      summary: 'Since noon',
      urgency: 0,
      assigned_to: aUser().username,
      escalation_policy: null,
      sla: '',
      unknown: 1,
    });
    expect(body).toMatchObject({
      summary: `Since noon\n\n${CREATED_BY}`,
      urgency: 0,
      assigned_to: aUser().username,
      escalation_policy: null,
      sla: null,
    });
  });

  it('names the user that the body says, if the account has them', async () => {
    const { world, api } = await start();
    const other = aUser({ username: '11111111-2222-4333-8444-5', first_name: 'Pam', last_name: 'Beesly' });
    await world.resources.put('user', { ...other, email: 'pam@example.com' });
    const summaryBy = async (user: string) =>
      (await api('POST', '/api/incidents/', { body: { ...MINIMAL, user } })).body as { readonly summary: string };
    expect((await summaryBy(other.username)).summary).toBe('[Created by: Pam Beesly(pam@example.com)]');
    expect((await summaryBy('nobody')).summary).toBe(CREATED_BY);
  });

  it.each([
    [2, ['1 triggered, 2 acknowledged'], { status: 2, acknowledged_date: expect.any(String) }],
    [3, ['1 triggered, 2 resolved'], { status: 3, resolved_date: expect.any(String) }],
    [0, ['1 triggered'], { status: 1 }],
  ])('with status %d makes the transitions that lead there', async (status, transitions, shown) => {
    const { world, body } = await opened({ status });
    expect(body).toMatchObject(shown);
    expect(told(world)).toEqual(transitions);
  });

  it('mutes endpoints whose outgoing rules let it not through', async () => {
    const { world, api } = await start();
    const { id: endpoint } = await world.integrate(anOutgoingIntegration());
    const condition = { field: 'title', op: 'equals', value: 'Disk full' } as const;
    await world.resources.put('outgoing_rule', anOutgoingRule({ condition }));
    await api('POST', '/api/incidents/', { body: MINIMAL });
    expect(stored(world)?.muted_endpoints).toEqual([]);
    await api('POST', '/api/incidents/', { body: { ...MINIMAL, title: 'Other' } });
    expect(stored(world)?.muted_endpoints).toEqual([endpoint]);
  });

  it('takes a priority and an SLA of the team, and shows them', async () => {
    const { world, api } = await start();
    const made = { account: ACCOUNT, team: aTeam().id, created_at: 1_790_000_000_000_000 };
    const priority = {
      ...made,
      id: '5b8f4b2e-54a6-4d61-8a1a-0d0a3f1b2c4d',
      name: 'P1',
      description: 'all hands',
      color: 'red',
    };
    const sla = {
      ...{ ...made, id: '7c9a4d0e-54a6-4d61-8a1a-0d0a3f1b2c4d', name: 'Gold', description: '', is_active: true },
      ...{ conditions: '{}', acknowledge_time: 60, resolve_time: null, escalations: [] },
    };
    await world.resources.put('priority', priority);
    await world.resources.put('sla', sla);
    const body = { ...MINIMAL, team_priority: priority.id, sla: sla.id };
    const creation_date = '2026-09-21T14:13:20.000000Z';
    expect((await api('POST', '/api/incidents/', { body })).body).toMatchObject({
      team_priority: priority.id,
      team_priority_object: { unique_id: priority.id, name: 'P1', description: 'all hands', color: 'red' },
      sla: sla.id,
      sla_object: {
        unique_id: sla.id,
        name: 'Gold',
        is_active: true,
        acknowledge_time: 60,
        resolve_time: null,
        creation_date,
      },
    });
    const named = await api('POST', '/api/incidents/filter/', { body: { priority_name: 'p1' } });
    expect(named.body).toMatchObject({ results: [{ incident_number: 1 }] });
    const other = await api('POST', '/api/incidents/filter/', { body: { priority_name: 'P2' } });
    expect(other.body).toMatchObject({ results: [] });
    const none = await api('PATCH', '/api/incidents/1/', { body: { team_priority: '', sla: null } });
    expect(none.body).toMatchObject({ team_priority: null, team_priority_object: null, sla: null, sla_object: null });
  });

  it.each([
    [{ title: 'x' }, 'service'],
    [{ service: aService().id }, 'title'],
    [{ ...MINIMAL, title: ' ' }, 'title'],
    [{ ...MINIMAL, service: NOBODY }, 'service'],
    [{ ...MINIMAL, service: 'x' }, 'service'],
    [{ ...MINIMAL, escalation_policy: NOBODY }, 'escalation_policy'],
    [{ ...MINIMAL, assigned_to: 'nobody' }, 'assigned_to'],
    [{ ...MINIMAL, sla: NOBODY }, 'sla'],
    [{ ...MINIMAL, team_priority: NOBODY }, 'team_priority'],
    [{ ...MINIMAL, status: 4 }, 'status'],
    [{ ...MINIMAL, urgency: 2 }, 'urgency'],
  ])('refuses %j', async (body, path) => {
    const { world, api } = await start();
    const answer = await api('POST', '/api/incidents/', { body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    expect(world.entities.stream).toEqual([]);
  });

  it('finds only services of the token’s teams, and none that is being deleted', async () => {
    const { world } = await start();
    const limited = await world.as('write', ACCOUNT, aUser().username, [NOBODY]);
    expect((await limited('POST', '/api/incidents/', { body: MINIMAL })).status).toBe(400);
    await world.resources.put('service', { ...aService(), deleting: true });
    const api = await world.as('write');
    expect((await api('POST', '/api/incidents/', { body: MINIMAL })).status).toBe(400);
  });
});

describe('changing an incident by the API', () => {
  it.each(['PATCH', 'PUT'])('by %s acknowledges, takes that back and resolves, each told once', async (method) => {
    const { world, change } = await opened();
    for (const status of [2, 2, 1, 1, 2, 3, 3]) {
      expect(await change({ status }, method)).toMatchObject({ status: 200, body: { status } });
    }
    expect(told(world)).toEqual(['1 triggered', '2 acknowledged', '3 triggered', '4 acknowledged', '5 resolved']);
  });

  it.each([1, 2])('refuses to bring a resolved one to status %d', async (status) => {
    const { change } = await opened({ status: 3 });
    expect(await change({ status })).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/resolved/) },
    });
  });

  it('changes what is named and nothing else', async () => {
    const { world, change, body } = await opened({ summary: 'before' });
    const edited = await change({ title: 'Disk very full', summary: '', urgency: 0, assigned_to: aUser().username });
    expect(edited).toEqual({
      status: 200,
      headers: expect.anything(),
      body: {
        ...body,
        title: 'Disk very full',
        summary: '',
        urgency: 0,
        assigned_to: aUser().username,
        assigned_to_name: `${aUser().first_name} ${aUser().last_name}`,
      },
    });
    expect((await change({})).body).toEqual(edited.body);
    expect(told(world)).toEqual(['1 triggered']);
  });

  it('works by unique id, and on a resolved one’s texts', async () => {
    const { change, body } = await opened({ status: 3 });
    const answer = await change({ title: 'It was the disk' }, 'PATCH', String(body['unique_id']));
    expect(answer).toMatchObject({ status: 200, body: { title: 'It was the disk', status: 3 } });
  });

  it('hands it on to the first of another escalation policy, and to nobody when told so', async () => {
    const { world, change } = await opened({ assigned_to: aUser().username });
    const other = '2e1c4f0a-7d52-4c3b-9b1e-3f6a5c7d8e9f';
    const pam = aUser({ username: '11111111-2222-4333-8444-5' });
    await world.resources.put('user', pam);
    const targets = [{ target_type: 2, target_id: pam.username }] as const;
    const rules = [{ id: NOBODY, delay: 0, position: 1, targets }];
    await world.resources.put('escalation_policy', anEscalationPolicy({ id: other, rules }));
    expect((await change({ escalation_policy: other })).body).toMatchObject({ assigned_to: pam.username });
    expect((await change({ assigned_to: '', escalation_policy: null })).body).toMatchObject({
      assigned_to: null,
      escalation_policy: null,
      escalation_policy_object: null,
    });
  });

  it.each([
    [{ title: '' }, 'title'],
    [{ title: null }, 'title'],
    [{ status: '2' }, 'status'],
    [{ assigned_to: 'nobody' }, 'assigned_to'],
    [{ escalation_policy: NOBODY }, 'escalation_policy'],
    [{ sla: NOBODY }, 'sla'],
    [{ team_priority: NOBODY }, 'team_priority'],
  ])('refuses %j', async (body, path) => {
    const { change } = await opened();
    expect(await change(body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  it('is for tokens of its team only', async () => {
    const { world } = await opened();
    const limited = await world.as('write', ACCOUNT, aUser().username, [NOBODY]);
    expect((await limited('PATCH', '/api/incidents/1/', { body: { status: 3 } })).status).toBe(404);
    const own = await world.as('write', ACCOUNT, aUser().username, [aTeam().id]);
    expect((await own('PATCH', '/api/incidents/1/', { body: { status: 3 } })).status).toBe(200);
  });
});

describe('a POST with an Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'k1' };

  it('is done once, and answered the same again', async () => {
    const { world, api } = await start();
    const first = await api('POST', '/api/incidents/', { body: MINIMAL, headers });
    const again = await api('POST', '/api/incidents/', { body: MINIMAL, headers });
    expect(first.status).toBe(201);
    expect(again).toEqual(first);
    expect(world.entities.heads.size).toBe(1);
    expect(JSON.stringify([...world.replies.rows.values()])).not.toContain('Disk full');
  });

  it('is another one with another key, another token, a day later, or on another route', async () => {
    const { world, api } = await start();
    await api('POST', '/api/incidents/', { body: MINIMAL, headers });
    await api('POST', '/api/incidents/', { body: MINIMAL, headers: { 'idempotency-key': 'k2' } });
    await (
      await world.as('write')
    )('POST', '/api/incidents/', { body: MINIMAL, headers });
    world.now += 86_400_000_001;
    await api('POST', '/api/incidents/', { body: MINIMAL, headers });
    expect(world.entities.heads.size).toBe(4);
    const team = await (await world.as('admin'))('POST', '/api/account/teams/', { body: { name: 'New' }, headers });
    expect(team.status).toBe(201);
  });

  it('is refused with another body', async () => {
    const { api } = await start();
    await api('POST', '/api/incidents/', { body: MINIMAL, headers });
    const other = await api('POST', '/api/incidents/', { body: { ...MINIMAL, title: 'x' }, headers });
    expect(other).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/another body/) } });
  });

  it('gives a refusal again, too', async () => {
    const { api } = await start();
    const bad = { ...MINIMAL, sla: NOBODY };
    const first = await api('POST', '/api/incidents/', { body: bad, headers });
    expect(first.status).toBe(400);
    expect(await api('POST', '/api/incidents/', { body: bad, headers })).toEqual(first);
  });

  it('waits its turn while the first is being served', async () => {
    const { world, api } = await start();
    const allocate = world.incidentNumbers.allocate.bind(world.incidentNumbers);
    let meanwhile: Promise<unknown> = Promise.resolve();
    world.incidentNumbers.allocate = (...args) => {
      meanwhile = api('POST', '/api/incidents/', { body: MINIMAL, headers });
      return meanwhile.then(() => allocate(...args));
    };
    expect((await api('POST', '/api/incidents/', { body: MINIMAL, headers })).status).toBe(201);
    expect(await meanwhile).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/still being served/) },
    });
    expect(world.entities.heads.size).toBe(1);
  });

  it('may be tried again after a failure of ours', async () => {
    const { world, api } = await start();
    const allocate = world.incidentNumbers.allocate.bind(world.incidentNumbers);
    world.incidentNumbers.allocate = () => Promise.reject(new Error('The table is gone.'));
    expect((await api('POST', '/api/incidents/', { body: MINIMAL, headers })).status).toBe(500);
    world.incidentNumbers.allocate = allocate;
    expect((await api('POST', '/api/incidents/', { body: MINIMAL, headers })).status).toBe(201);
  });

  it('needs a key that is one', async () => {
    const { api } = await start();
    for (const key of ['', ' ', 'ä', 'x'.repeat(256)]) {
      const answer = await api('POST', '/api/incidents/', { body: MINIMAL, headers: { 'idempotency-key': key } });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'Idempotency-Key' }] } });
    }
  });

  it('costs nothing where nothing is written, or without it', async () => {
    const { world, api } = await start();
    await api('POST', '/api/incidents/filter/', { body: {}, headers });
    await api('GET', '/api/incidents/', { headers });
    await api('POST', '/api/incidents/', { body: MINIMAL });
    expect(world.replies.rows.size).toBe(0);
  });
});

describe('the audit log', () => {
  it('says who opened and changed an incident, and what it was like before', async () => {
    const { world, change } = await opened();
    await change({ status: 2, title: 'Disk of db-1 full' });
    // Nothing changes: nothing to say.
    await change({ status: 2 });
    const { entries } = await world.resources.list(ACCOUNT, { limit: 10 });
    const [changed, made, ...others] = entries;
    expect(made).toMatchObject({ action: 'created', kind: 'incident', username: aUser().username, before: null });
    expect(changed).toMatchObject({
      action: 'changed',
      team: aTeam().id,
      before: { incident_number: 1, title: 'Disk full', status: 1 },
      after: { incident_number: 1, title: 'Disk of db-1 full', status: 2 },
    });
    expect(others).toEqual([]);
  });
});
