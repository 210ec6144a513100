import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../core/contracts/json';
import { fullWorld } from '../../../support/builders/full-api-world';
import { PATHS } from '../../../support/builders/api-paths';
import { aService, aUser, anEscalationPolicy } from '../../../support/builders/resources';
import { anIncident } from '../../../support/builders/incident';
import { SERVED, goodCalls, type ServedOperation } from '../../../support/openapi/calls';
import { goFaults, pythonFaults } from '../../../support/strict-clients/faults';
import { GO_TYPES } from '../../../support/strict-clients/go-structs';
import { PYTHON_CLASSES } from '../../../support/strict-clients/python-classes';

/** The answers of an operation's good calls. */
async function answersOf(operation: ServedOperation): Promise<readonly unknown[]> {
  const calls = goodCalls(operation).map(async ({ target, ...options }) => {
    const api = await (await fullWorld()).as('admin');
    const { status, body } = await api(operation.method, target, options);
    expect(status).toBeLessThan(300);
    return body;
  });
  return Promise.all(calls);
}

describe('the Python client makes its objects', () => {
  it.each(SERVED.filter(({ route }) => PYTHON_CLASSES[route] !== undefined))(
    'of what $id answers',
    async (operation) => {
      for (const body of await answersOf(operation))
        expect(pythonFaults(PYTHON_CLASSES[operation.route]!, body)).toEqual([]);
    },
  );

  it('of an incident whose service is gone, and whose alert named what is no id', async () => {
    const world = await fullWorld();
    const named = { sla: 'gold', priority: 'P1', escalation_policy: 'x' };
    const lost = anIncident({ number: 219, entity_id: 'lost', service: randomUUID(), ...named });
    world.incidents.add({ incident: lost, alerts: [] });
    const { body } = await (await world.as('admin'))('GET', `/api/incidents/${lost.number}/`);
    expect(body).toMatchObject({ service_object: { name: '(deleted)' }, sla: null, team_priority: null });
    expect(pythonFaults(PYTHON_CLASSES.getIncident!, body)).toEqual([]);
  });
});

describe('the Go client reads', () => {
  it.each(SERVED.filter(({ route }) => GO_TYPES[route] !== undefined))('what $id answers', async (operation) => {
    for (const body of await answersOf(operation)) expect(goFaults(GO_TYPES[operation.route]!, body)).toEqual([]);
  });
});

/** As the Go client writes what nobody set: texts are empty, numbers 0, flags false, lists null. */
const GO_BODIES: readonly (readonly [string, string, JsonObject, object])[] = [
  [
    'an escalation policy without rules',
    PATHS.policies,
    { name: 'N', summary: '', team: '', unique_id: '', repeat_policy: 0, move_to_next: false, rules: null },
    { move_to_next: false, rules: [] },
  ],
  [
    'an escalation policy with a rule for nobody',
    PATHS.policies,
    { name: 'N', summary: '', team: '', rules: [{ delay: 0, targets: null, position: 0, unique_id: '' }] },
    { rules: [expect.objectContaining({ delay: 0, targets: [] })] },
  ],
  [
    'a schedule without layers',
    `${PATHS.team}schedules/`,
    { name: 'N', description: '', summary: '', time_zone: 'UTC', team: '', layers: null, overrides: null },
    { layers: [], overrides: [] },
  ],
  [
    'an SLA without escalations',
    `${PATHS.team}sla/`,
    { name: 'N', description: '', acknowledge_time: 0, is_active: false, escalations: null },
    { is_active: false, escalations: [] },
  ],
  [
    'an SLA that tells nobody',
    `${PATHS.team}sla/`,
    { name: 'N', acknowledge_time: 60, escalations: [{ unique_id: randomUUID(), responders: [], time: 60, type: 1 }] },
    { escalations: [expect.objectContaining({ responders: [], time: 60 })] },
  ],
  [
    'a service that refers to nothing',
    PATHS.services,
    {
      ...{ name: 'N', creation_date: '', summary: '', description: '', auto_resolve_timeout: 0, team_priority: '' },
      ...{ task_template: '', acknowledge_timeout: 0, acknowledgement_timeout: 0, team: '', sla: '', collation: 0 },
      ...{ acknowledgement_timeout_enabled: false, collation_time: 0, escalation_policy: anEscalationPolicy().id },
    },
    { team_priority: null, sla: null, acknowledgement_timeout: 0 },
  ],
  [
    'an alert rule with each reference of its action empty but one',
    `${PATHS.integration}transformers/`,
    {
      unique_id: '',
      description: 'N',
      rule_json: '',
      actions: [
        {
          ...{ action_type: 4, key: '', value: '', assign_to: '', escalation_policy: anEscalationPolicy().id },
          ...{ schedule: '', team_priority: '', task_template: '', sla: '' },
        },
      ],
    },
    { actions: [expect.objectContaining({ action_type: 4, escalation_policy: anEscalationPolicy().id })] },
  ],
  [
    'an incident of nobody',
    '/api/incidents/',
    { service: aService().id, escalation_policy: '', user: '', title: 'N', summary: '' },
    { title: 'N' },
  ],
  [
    'a user of no team',
    '/api/account/api_invite/',
    { team: '', user_detail: { email: 'n@example.com', first_name: 'N', last_name: '' } },
    { user: expect.objectContaining({ email: 'n@example.com' }) },
  ],
];

describe('what the Go client sends', () => {
  it.each(GO_BODIES)('makes %s', async (_, path, body, expected) => {
    const answer = await (await (await fullWorld()).as('admin'))('POST', path, { body });
    expect(answer).toMatchObject({ status: 201, body: expected });
  });
});

describe('what the Terraform provider writes', () => {
  it('is read back as it was written, so that its next plan is empty', async () => {
    const api = await (await fullWorld()).as('admin');
    const written = async (path: string, body: JsonObject): Promise<unknown> => {
      const { unique_id } = (await api('POST', path, { body })).body as { readonly unique_id: string };
      return (await api('GET', `${path}${unique_id}/`)).body;
    };
    const restriction = { duration: 3_600, start_day_of_week: 7, start_time_of_day: '09:00:00' };
    const layer = {
      ...{ name: 'L', shift_length: 86_400, rotation_start_time: '2030-01-07T08:00:00Z', rotation_end_time: '' },
      ...{ restriction_type: 1, users: [{ user: aUser().username }], restrictions: [restriction] },
    };
    const schedule = { name: 'N', description: '', summary: '', time_zone: 'Europe/Berlin', layers: [layer] };
    expect(await written(`${PATHS.team}schedules/`, schedule)).toMatchObject({
      layers: [
        {
          ...{ rotation_start_time: layer.rotation_start_time, rotation_end_time: null, restriction_type: 1 },
          restrictions: [restriction],
        },
      ],
    });

    const templates = `${PATHS.team}task_templates/`;
    const template = (await api('POST', templates, { body: { name: 'N', summary: '' } })).body;
    const { unique_id } = template as { readonly unique_id: string };
    const tasks = `${templates}${unique_id}/tasks/`;
    const task = { task_template: unique_id, title: 'N', description: 'D', due_in: -1, role: '' };
    expect(await written(tasks, task)).toMatchObject({ due_in: -1, role: null, description: 'D' });

    const after = { title: 'N', description: 'D', team: '', status: 2, assigned_to: aUser().username };
    const written_up = { ...after, due_in_time: '2030-01-07T08:00:00Z', assigned_to_obj: { username: '' } };
    expect(await written(`${PATHS.team}post_incident_tasks/`, written_up)).toMatchObject({
      ...{ title: 'N', description: 'D', status: 2, assigned_to: aUser().username },
      due_in_time: '2030-01-07T08:00:00Z',
    });

    const rule_json = '{ "type":"group","id":"1","children1":{},"properties":{"conjunction":"AND","not":false} }';
    const rule = { unique_id: '', description: 'N', rule_json, actions: [{ action_type: 3, key: '', value: '' }] };
    expect(await written(`${PATHS.integration}transformers/`, rule)).toMatchObject({ description: 'N', rule_json });
  });
});
