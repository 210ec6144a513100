import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../../core/contracts/json';
import { teamNumber } from '../../../../../core/domain/views/team-resource-views';
import { PATHS } from '../../../../support/builders/api-paths';
import { aService, aTeam, aUser } from '../../../../support/builders/resources';
import { DATE, NOBODY, UUID_4, type Made, startTeam } from '../../../../support/builders/team-collections';

const own = { unique_id: expect.stringMatching(UUID_4), creation_date: expect.stringMatching(DATE) };
const numbered = { ...own, team: teamNumber(aTeam().id) };

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
    const { api, make, list, at } = await startTeam();
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
    const { api, make, at } = await startTeam();
    const made = await make(kind, body);
    const [field = ''] = Object.keys(body);
    for (const method of ['PUT', 'PATCH']) {
      const changed = await api(method, at(kind, made), { body: { [field]: `By ${method}` } });
      expect(changed).toMatchObject({ status: 200, body: { ...made, [field]: `By ${method}` } });
    }
  });

  it('are gone once deleted', async () => {
    const { api, make, at } = await startTeam();
    const made = await make(kind, body);
    expect(await api('DELETE', at(kind, made), { body: {} })).toMatchObject({ status: 204 });
    expect((await api('GET', at(kind, made))).status).toBe(404);
    expect((await api('DELETE', at(kind, made))).status).toBe(404);
  });

  it('are refused without what they must have, with its path', async () => {
    const { api, list } = await startTeam();
    const [field = ''] = Object.keys(body);
    const answer = await api('POST', list(kind), { body: {} });
    expect(answer.status).toBe(400);
    expect((answer.body as JsonObject)['errors']).toContainEqual({ path: field, message: 'This field is required.' });
  });

  it('are not made in a team that is being deleted', async () => {
    const { api, world, list } = await startTeam();
    await world.resources.put('team', aTeam({ deleting: true }));
    expect((await api('POST', list(kind), { body: { ...body } })).status).toBe(409);
  });
});

describe('SLAs', () => {
  it('have escalations to users and schedules', async () => {
    const { make } = await startTeam();
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
    const { api, list } = await startTeam();
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
    const { api, make, at } = await startTeam();
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
    const { api, make, at, world } = await startTeam();
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

describe('the number that stands for a team', () => {
  it('is the same for one team and a 32-bit integer', () => {
    const numbers = Array.from({ length: 200 }, (_, index) => teamNumber(`team ${index}`));
    for (const number of numbers) expect(number > 0 && number < 2 ** 31 && Number.isInteger(number)).toBe(true);
    expect(new Set(numbers).size).toBe(200);
    expect(teamNumber('team 0')).toBe(numbers[0]);
  });
});
