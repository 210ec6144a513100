import { describe, expect, it } from '@jest/globals';
import { NOBODY, opened, told } from '../../../../support/builders/opened-incidents';
import { ACCOUNT, aTeam, aUser, anEscalationPolicy } from '../../../../support/builders/resources';

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
