import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../../core/contracts/json';
import { PATHS } from '../../../../support/builders/api-paths';
import { aTeam, aUser, anEscalationPolicy } from '../../../../support/builders/resources';
import { type Made, startTeam } from '../../../../support/builders/team-collections';

describe('who is on call', () => {
  it('is told for each escalation policy: all whom its first rule with anybody turns to now', async () => {
    const { api, make, world } = await startTeam();
    await world.resources.put('user', aUser({ username: 'pam', first_name: 'Pam', email: 'pam@example.com' }));
    const empty = await make('schedules', { name: 'Empty', time_zone: 'UTC' });
    const shifts = {
      name: 'L',
      shift_length: 86_400,
      rotation_start_time: '2020-01-01T00:00:00Z',
      users: [{ user: 'pam' }],
    };
    const full = await make('schedules', { name: 'Full', time_zone: 'UTC', layers: [shifts] });
    const user = { target_type: 2, target_id: aUser().username };
    const by = ({ unique_id }: Made) => ({ target_type: 1, target_id: unique_id });
    const policy = await make('escalation_policies', {
      name: 'Ours',
      rules: [{ targets: [by(empty)] }, { targets: [by(full), user, user] }, { targets: [user] }],
    });
    const nobody = await make('escalation_policies', { name: 'Nobody' });
    const shown = (await api('GET', `${PATHS.team}oncall/`)).body as readonly JsonObject[];
    expect(shown).toEqual([
      {
        escalation_policy: expect.objectContaining({ unique_id: anEscalationPolicy().id }),
        team: { unique_id: aTeam().id, name: aTeam().name },
        users: [expect.objectContaining({ username: aUser().username })],
      },
      {
        escalation_policy: {
          ...{ unique_id: policy.unique_id, name: 'Ours', summary: '', description: '' },
          ...{ repeat_policy: 0, move_to_next: true, global_ep: false },
        },
        team: { unique_id: aTeam().id, name: aTeam().name },
        users: [expect.objectContaining({ first_name: 'Pam' }), expect.objectContaining({ email: aUser().email })],
      },
      expect.objectContaining({
        escalation_policy: expect.objectContaining({ unique_id: nobody.unique_id }) as unknown,
        users: [],
      }),
    ]);
  });
});
