import { describe, expect, it } from '@jest/globals';
import { aService, aUser, anEscalationPolicy } from '../../../../support/builders/resources';
import { NOBODY, UUID_4, type Made, startTeam } from '../../../../support/builders/team-collections';

describe('escalation policies', () => {
  const user = { target_type: 2, target_id: aUser().username };

  it('have rules in minutes, whose ids are new after each change', async () => {
    const { api, make, at } = await startTeam();
    const rules = [
      { delay: 0, targets: [user], unique_id: '' },
      { delay: 15, position: 2, targets: [user] },
    ];
    const made = await make('escalation_policies', { name: 'Both', rules, repeat_policy: 2, move_to_next: false });
    expect(made).toMatchObject({
      repeat_policy: 2,
      move_to_next: false,
      rules: [
        { delay: 0, position: 1, targets: [user], unique_id: expect.stringMatching(UUID_4) },
        { delay: 15, position: 2, targets: [user], unique_id: expect.stringMatching(UUID_4) },
      ],
    });
    const changed = (await api('PUT', at('escalation_policies', made), { body: { ...made, name: 'Again' } })).body;
    const idsOf = (policy: unknown) => (policy as { rules: readonly Made[] }).rules.map(({ unique_id }) => unique_id);
    expect(new Set([...idsOf(made), ...idsOf(changed)]).size).toBe(4);
  });

  it('say which target there is none of', async () => {
    const { api, list } = await startTeam();
    const targets = [user, { target_type: 2, target_id: 'nobody' }, { target_type: 1, target_id: NOBODY }];
    expect(await api('POST', list('escalation_policies'), { body: { name: 'x', rules: [{ targets }] } })).toMatchObject(
      {
        status: 400,
        body: { errors: [{ path: 'rules[0].targets[1].target_id' }, { path: 'rules[0].targets[2].target_id' }] },
      },
    );
  });

  it('stay while a service uses them, and the answer names it', async () => {
    const { api, list } = await startTeam();
    const answer = await api('DELETE', `${list('escalation_policies')}${anEscalationPolicy().id}/`);
    expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining(aService().name) } });
  });
});
