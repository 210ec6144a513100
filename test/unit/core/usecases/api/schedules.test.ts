import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../../core/contracts/json';
import { aUser } from '../../../../support/builders/resources';
import { DATE, UUID_4, type Made, startTeam } from '../../../../support/builders/team-collections';

describe('schedules', () => {
  const layer = {
    name: 'Layer 1',
    shift_length: 86_400,
    rotation_start_time: '2026-02-09T12:21:11+05:30',
    rotation_end_time: '',
    restriction_type: 2,
    restrictions: [{ duration: 3_600, start_day_of_week: 1, start_time_of_day: '8:00:00' }],
    users: [{ user: aUser().username }],
  };
  const override = {
    name: 'Swap',
    user: aUser().username,
    start_time: '2026-03-01 11:36',
    end_time: '2026-03-02 00:00',
  };
  const body = { name: 'Infra', time_zone: 'Asia/Kolkata', layers: [layer], overrides: [override] };

  it('have layers and overrides, with times in UTC to the second', async () => {
    const { make } = await startTeam();
    expect(await make('schedules', body)).toMatchObject({
      layers: [
        {
          shift_length: 86_400,
          rotation_start_time: '2026-02-09T06:51:11Z',
          rotation_end_time: null,
          is_active: true,
          last_edited: expect.stringMatching(DATE),
          restrictions: [{ duration: 3_600, start_day_of_week: 1, start_time_of_day: '08:00:00' }],
          users: [{ user: aUser().username, position: 1, unique_id: expect.stringMatching(UUID_4) }],
        },
      ],
      overrides: [{ start_time: '2026-03-01T06:06:00Z', end_time: '2026-03-01T18:30:00Z' }],
    });
  });

  it('come back from what they show, and parts that are sent back keep their ids', async () => {
    const { api, make, at } = await startTeam();
    const made = await make('schedules', body);
    const { body: again } = await api('PATCH', at('schedules', made), { body: made });
    const partsOf = (schedule: unknown) => {
      const { layers, overrides } = schedule as Record<'layers' | 'overrides', readonly Made[]>;
      return [...layers, ...overrides].map(({ unique_id }) => unique_id);
    };
    expect(partsOf(again)).toEqual(partsOf(made));
    const { body: renamed } = await api('PATCH', at('schedules', made), { body: { name: 'Other' } });
    expect(renamed).toEqual({ ...(again as JsonObject), name: 'Other' });
  });

  it.each<[string, object, string]>([
    ['a zone nobody knows', { time_zone: 'Mars/Olympus' }, 'time_zone'],
    ['a time that is none', { layers: [{ ...layer, rotation_start_time: 'now' }] }, 'layers[0].rotation_start_time'],
    [
      'an end before the start',
      { layers: [{ ...layer, rotation_end_time: '2020-01-01T00:00:00Z' }] },
      'layers[0].rotation_end_time',
    ],
    ['a layer without users', { layers: [{ ...layer, users: [] }] }, 'layers[0].users'],
    ['a shift of a minute', { layers: [{ ...layer, shift_length: 60 }] }, 'layers[0].shift_length'],
    [
      'a user there is none of',
      { layers: [{ ...layer, users: [{ user: aUser().username }, { user: 'nobody' }] }] },
      'layers[0].users[1].user',
    ],
    [
      'a time of the day that is none',
      { layers: [{ ...layer, restrictions: [{ duration: 60, start_day_of_week: 1, start_time_of_day: '25:00' }] }] },
      'layers[0].restrictions[0].start_time_of_day',
    ],
    [
      'a daily restriction of more than a day',
      { layers: [{ ...layer, restriction_type: 1, restrictions: [{ duration: 90_000, start_time_of_day: '08:00' }] }] },
      'layers[0].restrictions[0].duration',
    ],
    [
      'an override that ends first',
      { overrides: [{ ...override, end_time: '2026-02-01 00:00' }] },
      'overrides[0].end_time',
    ],
    ['an override by nobody', { overrides: [{ ...override, user: 'nobody' }] }, 'overrides[0].user'],
  ])('say where %s is', async (_what, wrong, path) => {
    const { api, list } = await startTeam();
    const answer = await api('POST', list('schedules'), { body: { ...body, ...wrong } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [expect.objectContaining({ path })] } });
  });

  it('stay while an escalation policy or an SLA names them', async () => {
    const { api, make, at } = await startTeam();
    const schedule = await make('schedules', body);
    const targets = [{ target_type: 1, target_id: schedule.unique_id }];
    const policy = await make('escalation_policies', { name: 'By schedule', rules: [{ targets }] });
    const responders = [{ schedule: schedule.unique_id }];
    const sla = await make('sla', { name: 'By SLA', escalations: [{ time: 60, type: 1, responders }] });
    const answer = await api('DELETE', at('schedules', schedule));
    expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/"By schedule".*"By SLA"/) } });
    await api('DELETE', at('escalation_policies', policy));
    await api('DELETE', at('sla', sla));
    expect((await api('DELETE', at('schedules', schedule))).status).toBe(204);
  });
});
