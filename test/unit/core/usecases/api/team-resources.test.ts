import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../../core/contracts/json';
import { teamNumber } from '../../../../../core/domain/views/team-resource-views';
import { PATHS } from '../../../../support/builders/api-paths';
import { ApiWorld } from '../../../../support/builders/api-world';
import { aService, aTeam, aUser, anEscalationPolicy } from '../../../../support/builders/resources';

const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const NOBODY = '00000000-0000-4000-8000-000000000000';
const own = { unique_id: expect.stringMatching(UUID_4), creation_date: expect.stringMatching(DATE) };
const numbered = { ...own, team: teamNumber(aTeam().id) };

type Made = JsonObject & { readonly unique_id: string };

async function start() {
  const world = await new ApiWorld().settle();
  const api = await world.as();
  const list = (kind: string) => `${PATHS.team}${kind}/`;
  const make = async (kind: string, body: object): Promise<Made> => {
    const answer = await api('POST', list(kind), { body: { ...body } });
    expect(answer).toMatchObject({ status: 201 });
    return answer.body as Made;
  };
  const at = (kind: string, { unique_id }: Made): string => `${list(kind)}${unique_id}/`;
  return { world, api, make, list, at };
}

/** What POST of the smallest body answers, kind by kind. */
const SMALLEST: readonly (readonly [string, object, object])[] = [
  ['priority', { name: 'P1' }, { ...numbered, name: 'P1', description: '', color: '' }],
  ['tags', { name: 'db' }, { ...numbered, name: 'db', color: '' }],
  [
    'sla',
    { name: 'Gold' },
    {
      ...{ ...numbered, name: 'Gold', description: '', is_active: true, conditions: '{}' },
      ...{ acknowledge_time: null, resolve_time: null, escalations: [] },
    },
  ],
  ['roles', { title: 'Scribe' }, { ...own, team: aTeam().id, title: 'Scribe', description: '', rank: 1 }],
  ['task_templates', { name: 'Outage' }, { ...own, team: aTeam().id, name: 'Outage', summary: '', due_immediately: 0 }],
  [
    'schedules',
    { name: 'Nights', time_zone: 'Asia/Kolkata' },
    {
      ...{ unique_id: own.unique_id, team: aTeam().id, name: 'Nights', time_zone: 'Asia/Kolkata' },
      ...{ summary: '', description: '', layers: [], overrides: [], connections: null, shift_time_in_dst: true },
    },
  ],
  [
    'escalation_policies',
    { name: 'Nobody' },
    {
      ...{ unique_id: own.unique_id, team: aTeam().id, name: 'Nobody', summary: '', description: '', rules: [] },
      ...{ repeat_policy: 0, move_to_next: true, global_ep: false, connections: null, assignment_settings: null },
    },
  ],
];

describe.each(SMALLEST)('%s', (kind, body, expected) => {
  it('are made with defaults, read back, and listed oldest first', async () => {
    const { api, make, list, at } = await start();
    const before = (await api('GET', list(kind))).body as readonly Made[];
    const made = [await make(kind, body), await make(kind, { ...body, team: 17, unknown: true })];
    expect(made[0]).toEqual(expected);
    const read = await api('GET', at(kind, made[0]!));
    const shown = kind === 'priority' || kind === 'tags' ? { ...made[0], team: aTeam().id } : made[0];
    expect(read).toMatchObject({ status: 200, body: shown });
    const listed = (await api('GET', list(kind))).body as readonly Made[];
    expect(listed.map(({ unique_id }) => unique_id)).toEqual([...before, ...made].map(({ unique_id }) => unique_id));
  });

  it('are changed by PUT and PATCH in what the body names', async () => {
    const { api, make, at } = await start();
    const made = await make(kind, body);
    const [field = ''] = Object.keys(body);
    for (const method of ['PUT', 'PATCH']) {
      const changed = await api(method, at(kind, made), { body: { [field]: `By ${method}` } });
      expect(changed).toMatchObject({ status: 200, body: { ...made, [field]: `By ${method}` } });
    }
  });

  it('are gone once deleted', async () => {
    const { api, make, at } = await start();
    const made = await make(kind, body);
    expect(await api('DELETE', at(kind, made), { body: {} })).toMatchObject({ status: 204 });
    expect((await api('GET', at(kind, made))).status).toBe(404);
    expect((await api('DELETE', at(kind, made))).status).toBe(404);
  });

  it('are refused without what they must have, with its path', async () => {
    const { api, list } = await start();
    const [field = ''] = Object.keys(body);
    const answer = await api('POST', list(kind), { body: {} });
    expect(answer.status).toBe(400);
    expect((answer.body as JsonObject)['errors']).toContainEqual({ path: field, message: 'This field is required.' });
  });

  it('are not made in a team that is being deleted', async () => {
    const { api, world, list } = await start();
    await world.resources.put('team', aTeam({ deleting: true }));
    expect((await api('POST', list(kind), { body: { ...body } })).status).toBe(409);
  });
});

describe('escalation policies', () => {
  const user = { target_type: 2, target_id: aUser().username };

  it('have rules in minutes, whose ids are new after each change', async () => {
    const { api, make, at } = await start();
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
    const { api, list } = await start();
    const targets = [user, { target_type: 2, target_id: 'nobody' }, { target_type: 1, target_id: NOBODY }];
    expect(await api('POST', list('escalation_policies'), { body: { name: 'x', rules: [{ targets }] } })).toMatchObject(
      {
        status: 400,
        body: { errors: [{ path: 'rules[0].targets[1].target_id' }, { path: 'rules[0].targets[2].target_id' }] },
      },
    );
  });

  it('stay while a service uses them, and the answer names it', async () => {
    const { api, list } = await start();
    const answer = await api('DELETE', `${list('escalation_policies')}${anEscalationPolicy().id}/`);
    expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining(aService().name) } });
  });
});

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
    const { make } = await start();
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
    const { api, make, at } = await start();
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
    const { api, list } = await start();
    const answer = await api('POST', list('schedules'), { body: { ...body, ...wrong } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [expect.objectContaining({ path })] } });
  });

  it('stay while an escalation policy or an SLA names them', async () => {
    const { api, make, at } = await start();
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

describe('SLAs', () => {
  it('have escalations to users and schedules', async () => {
    const { make } = await start();
    const escalation = { time: -60, type: 2, responders: [{ user: aUser().username, schedule: '' }], unique_id: '' };
    const made = await make('sla', {
      name: 'Gold',
      acknowledge_time: 600,
      resolve_time: null,
      escalations: [escalation],
    });
    expect(made).toMatchObject({
      acknowledge_time: 600,
      resolve_time: null,
      escalations: [
        { time: -60, type: 2, responders: [{ user: aUser().username, unique_id: expect.stringMatching(UUID_4) }] },
      ],
    });
  });

  it.each([
    [{}, ''],
    [{ user: aUser().username, schedule: NOBODY }, ''],
    [{ user: 'nobody' }, '.user'],
    [{ schedule: NOBODY }, '.schedule'],
  ])('say what is wrong with the responder %j', async (responder, path) => {
    const { api, list } = await start();
    const body = { name: 'Gold', escalations: [{ time: 0, type: 1, responders: [responder] }] };
    expect(await api('POST', list('sla'), { body })).toMatchObject({
      status: 400,
      body: { errors: [{ path: `escalations[0].responders[0]${path}` }] },
    });
  });
});

describe('what a service refers to', () => {
  it.each([
    ['priority', 'team_priority', { name: 'P1' }],
    ['sla', 'sla', { name: 'Gold' }],
    ['task_templates', 'task_template', { name: 'Outage' }],
  ])('stays as long as it does: %s', async (kind, reference, body) => {
    const { api, make, at } = await start();
    const made = await make(kind, body);
    const service = await api('PATCH', PATHS.service, { body: { [reference]: made.unique_id } });
    expect(service).toMatchObject({ status: 200, body: { [reference]: made.unique_id } });
    const answer = await api('DELETE', at(kind, made));
    expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining(aService().name) } });
    await api('PATCH', PATHS.service, { body: { [reference]: '' } });
    expect((await api('DELETE', at(kind, made))).status).toBe(204);
  });
});

describe('tasks of a template', () => {
  it('belong to it, name a role that is there, and go with it', async () => {
    const { api, make, at, world } = await start();
    const template = await make('task_templates', { name: 'Outage' });
    const role = await make('roles', { title: 'Scribe' });
    const tasks = `${at('task_templates', template)}tasks/`;
    const body = { title: 'Write', due_in: 600, role: role.unique_id, task_template: template.unique_id };
    const made = await api('POST', tasks, { body });
    const { unique_id } = made.body as Made;
    expect(made).toMatchObject({ status: 201, body: { ...body, description: '', position: 1, ...own } });
    expect((await api('GET', tasks)).body).toEqual([made.body]);
    expect((await api('DELETE', at('roles', role))).status).toBe(409);
    expect(await api('PATCH', `${tasks}${unique_id}/`, { body: { role: NOBODY } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'role' }] },
    });
    expect(await api('PATCH', `${tasks}${unique_id}/`, { body: { role: '' } })).toMatchObject({ body: { role: null } });
    expect((await api('DELETE', at('task_templates', template))).status).toBe(204);
    expect((await api('GET', tasks)).status).toBe(404);
    expect(await world.resources.resources('task', template.unique_id)).toEqual([]);
  });
});

describe('who is on call', () => {
  it('is told for each escalation policy: all whom its first rule with anybody turns to now', async () => {
    const { api, make, world } = await start();
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

describe('the number that stands for a team', () => {
  it('is the same for one team and a 32-bit integer', () => {
    const numbers = Array.from({ length: 200 }, (_, index) => teamNumber(`team ${index}`));
    for (const number of numbers) expect(number > 0 && number < 2 ** 31 && Number.isInteger(number)).toBe(true);
    expect(new Set(numbers).size).toBe(200);
    expect(teamNumber('team 0')).toBe(numbers[0]);
  });
});
