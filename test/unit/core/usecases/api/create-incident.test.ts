import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../../../core/contracts/incident';
import type { ApiWorld } from '../../../../support/builders/api-world';
import { MINIMAL, NOBODY, opened, startWriting, told } from '../../../../support/builders/opened-incidents';
import { anOutgoingIntegration } from '../../../../support/builders/outgoing';
import { anOutgoingRule } from '../../../../support/builders/outgoing-rules';
import { ACCOUNT, aService, aTeam, aUser, anEscalationPolicy } from '../../../../support/builders/resources';

const CREATED_BY = `[Created by: ${aUser().first_name} ${aUser().last_name}(${aUser().email})]`;

const stored = ({ entities }: ApiWorld): Incident | null | undefined => entities.stream.at(-1)?.after.incident;

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
    const { world, api } = await startWriting();
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
    const { world, api } = await startWriting();
    const { id: endpoint } = await world.integrate(anOutgoingIntegration());
    const condition = { field: 'title', op: 'equals', value: 'Disk full' } as const;
    await world.resources.put('outgoing_rule', anOutgoingRule({ condition }));
    await api('POST', '/api/incidents/', { body: MINIMAL });
    expect(stored(world)?.muted_endpoints).toEqual([]);
    await api('POST', '/api/incidents/', { body: { ...MINIMAL, title: 'Other' } });
    expect(stored(world)?.muted_endpoints).toEqual([endpoint]);
  });

  it('takes a priority and an SLA of the team, and shows them', async () => {
    const { world, api } = await startWriting();
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
    const { world, api } = await startWriting();
    const answer = await api('POST', '/api/incidents/', { body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    expect(world.entities.stream).toEqual([]);
  });

  it('finds only services of the token’s teams, and none that is being deleted', async () => {
    const { world } = await startWriting();
    const limited = await world.as('write', ACCOUNT, aUser().username, [NOBODY]);
    expect((await limited('POST', '/api/incidents/', { body: MINIMAL })).status).toBe(400);
    await world.resources.put('service', { ...aService(), deleting: true });
    const api = await world.as('write');
    expect((await api('POST', '/api/incidents/', { body: MINIMAL })).status).toBe(400);
  });
});
