import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../../core/contracts/json';
import type { Service } from '../../../../core/contracts/resources';
import { dispatchTransitions } from '../../../../core/usecases/dispatch-transitions';
import {
  aChange,
  aFoldedIncident,
  anEndpoint,
  anIncident,
  anOutgoingIntegration,
  transitions,
  TRIGGERED_AT,
} from '../../../support/builders/outgoing';
import { aLayer, aSchedule } from '../../../support/builders/schedules';
import { aPriority } from '../../../support/builders/team-resources';
import { OutgoingWorld } from '../../../support/builders/outgoing-world';
import { aService, aTeam, aUser, anEscalationPolicy, anIntegration } from '../../../support/builders/resources';

const other = anOutgoingIntegration({ id: 'other', integration_key: 'other key' });

/** Which transition went to which endpoint, in order. */
const sent = ({ queue }: OutgoingWorld): readonly string[] =>
  queue.messages.map(({ integration, type, sequence }) => `${integration.slice(0, 5)} ${sequence} ${type}`);

function shownIncident(world: OutgoingWorld, index = 0): JsonObject {
  const body = JSON.parse(world.queue.messages[index]!.body) as { payload: { incident: JsonObject } };
  return body.payload.incident;
}

describe('dispatching a transition', () => {
  it('makes one delivery for the endpoint of the incident’s service', async () => {
    const world = await new OutgoingWorld().settle();
    const incident = anIncident();
    expect(await dispatchTransitions(world.dispatchDeps, [aChange(incident)])).toEqual({
      done: 1,
      deliveries: 1,
      stopped_by: null,
    });
    expect(world.queue.messages).toEqual([
      {
        v: 1,
        id: expect.stringMatching(/^[2-9A-HJ-NP-Za-km-z]{22}$/),
        account: incident.account,
        service: incident.service,
        integration: anOutgoingIntegration().id,
        incident: { incident_number: 217, unique_id: incident.unique_id },
        type: 'triggered',
        sequence: 1,
        transition_at: incident.transitions[0]!.at,
        body: expect.stringMatching(/^\{"payload": \{"event_type": "triggered", /),
      },
    ]);
  });

  it('makes three deliveries of three transitions in one write, in their order, each as of its moment', async () => {
    const world = await new OutgoingWorld().settle(anOutgoingIntegration(), other);
    await dispatchTransitions(world.dispatchDeps, [aChange(aFoldedIncident())]);
    expect(sent(world)).toEqual([
      '9d0b6 1 triggered',
      'other 1 triggered',
      '9d0b6 2 acknowledged',
      'other 2 acknowledged',
      '9d0b6 3 resolved',
      'other 3 resolved',
    ]);
    expect([0, 2, 4].map((index) => shownIncident(world, index)['status'])).toEqual([1, 2, 3]);
    expect(new Set(world.queue.messages.map(({ id }) => id)).size).toBe(6);
  });

  it('leaves out what the write before has told already', async () => {
    const world = await new OutgoingWorld().settle();
    const before = anIncident();
    const after = anIncident({ status: 2, sequence: 2, transitions: transitions('triggered', 'acknowledged') });
    await dispatchTransitions(world.dispatchDeps, [aChange(after, before)]);
    expect(sent(world)).toEqual(['9d0b6 2 acknowledged']);
  });

  it('tells all of an incident that follows a resolved one of the same entity', async () => {
    const world = await new OutgoingWorld().settle();
    const next = anIncident({ ordinal: 2, unique_id: 'another', number: 218 });
    await dispatchTransitions(world.dispatchDeps, [aChange(next, aFoldedIncident())]);
    expect(sent(world)).toEqual(['9d0b6 1 triggered']);
  });

  it('again gives the same deliveries, which the queue takes once', async () => {
    const world = await new OutgoingWorld().settle(anOutgoingIntegration(), other);
    await dispatchTransitions(world.dispatchDeps, [aChange(aFoldedIncident())]);
    const first = [...world.queue.messages];
    expect(await dispatchTransitions(world.dispatchDeps, [aChange(aFoldedIncident())])).toEqual({
      done: 1,
      deliveries: 6,
      stopped_by: null,
    });
    expect(world.queue.messages).toEqual(first);
  });

  it('goes only to outgoing webhooks that are enabled, configured and want it', async () => {
    const world = await new OutgoingWorld().settle(
      anIntegration({ endpoint: anEndpoint() }),
      anOutgoingIntegration({ id: 'disabled', integration_key: '1', is_enabled: false }),
      anOutgoingIntegration({ id: 'not configured', integration_key: '2', endpoint: null }),
      anOutgoingIntegration({
        id: 'resolved only',
        integration_key: '3',
        endpoint: anEndpoint({ events: ['resolved'] }),
      }),
      anOutgoingIntegration({ id: 'of another service', integration_key: '4', service: 'another' }),
    );
    expect(await dispatchTransitions(world.dispatchDeps, [aChange(aFoldedIncident())])).toEqual({
      done: 1,
      deliveries: 1,
      stopped_by: null,
    });
    expect(sent(world)).toEqual(['resol 3 resolved']);
  });

  it('goes to no endpoint that outgoing rules muted when the incident opened, for none of its transitions', async () => {
    const world = await new OutgoingWorld().settle(anOutgoingIntegration(), other);
    const incident = aFoldedIncident({ muted_endpoints: [anOutgoingIntegration().id] });
    await dispatchTransitions(world.dispatchDeps, [aChange(incident)]);
    expect(sent(world)).toEqual(['other 1 triggered', 'other 2 acknowledged', 'other 3 resolved']);
  });

  it.each([
    ['its service was deleted', aChange(anIncident({ service: 'gone' }))],
    ['it has no incident', aChange(null)],
    ['it has no new transition', aChange(anIncident(), anIncident())],
  ])('makes nothing where %s', async (_why, change) => {
    const world = await new OutgoingWorld().settle();
    expect(await dispatchTransitions(world.dispatchDeps, [change])).toEqual({
      done: 1,
      deliveries: 0,
      stopped_by: null,
    });
    expect(world.log.lines).toEqual([]);
  });
});

describe('the priority in a webhook', () => {
  it('is the rank in the name of the incident’s priority, and 1 when that is gone', async () => {
    const world = await new OutgoingWorld().settle();
    const incident = anIncident({ priority: aPriority().id });
    await world.resources.put('priority', aPriority({ name: 'P3' }));
    await dispatchTransitions(world.dispatchDeps, [aChange(incident)]);
    await world.resources.removeAll('priority', aTeam().id);
    await dispatchTransitions(world.dispatchDeps, [aChange({ ...incident, unique_id: 'another' })]);
    expect([0, 1].map((index) => shownIncident(world, index)['priority'])).toEqual([3, 1]);
  });
});

describe('whom a webhook names', () => {
  const assigned = async (world: OutgoingWorld, over = {}): Promise<unknown> => {
    await dispatchTransitions(world.dispatchDeps, [aChange(anIncident(over))]);
    return shownIncident(world)['assigned_to'];
  };
  const target = (target_type: 1 | 2, target_id: string) => ({ target_type, target_id });

  it('is the first user of the service’s escalation policy, by the position of the rules', async () => {
    const world = await new OutgoingWorld().settle();
    const rules = [
      { id: '2', delay: 5, position: 2, targets: [target(2, 'second')] },
      { id: '1', delay: 0, position: 1, targets: [target(1, 'a schedule'), target(2, aUser().username)] },
    ];
    await world.resources.put('escalation_policy', anEscalationPolicy({ rules }));
    const { username, first_name, last_name, email } = aUser();
    expect(await assigned(world)).toEqual({ username, first_name, last_name, email });
  });

  it('is who was on call by the policy’s schedule when the incident opened', async () => {
    const world = await new OutgoingWorld().settle();
    const rules = [{ id: '1', delay: 0, position: 1, targets: [target(1, aSchedule().id)] }];
    await world.resources.put('escalation_policy', anEscalationPolicy({ rules }));
    const layers = [aLayer(['ann', 'bob'], { rotation_start: TRIGGERED_AT - 3_600_000_000, shift_length: 3_601 })];
    await world.resources.put('schedule', aSchedule({ layers }));
    await world.resources.put('user', aUser({ username: 'ann', email: 'ann@example.com' }));
    // A second later it is bob's turn, and the webhooks still say whose it was.
    await dispatchTransitions(world.dispatchDeps, [aChange(aFoldedIncident())]);
    const named = [0, 1, 2].map((index) => shownIncident(world, index)['assigned_to']);
    expect(named).toEqual([0, 1, 2].map(() => expect.objectContaining({ username: 'ann' })));
  });

  it('is whom the incident is assigned to', async () => {
    const world = await new OutgoingWorld().settle();
    await world.resources.put('user', aUser({ username: 'pam', first_name: 'Pam' }));
    expect(await assigned(world, { assigned_to: 'pam' })).toMatchObject({ username: 'pam', first_name: 'Pam' });
  });

  it.each([
    ['has no users', { rules: [] }],
    ['names a user who is gone', { rules: [{ id: '1', delay: 0, position: 1, targets: [target(2, 'gone')] }] }],
  ])('is nobody where the policy %s', async (_what, over) => {
    const world = await new OutgoingWorld().settle();
    await world.resources.put('escalation_policy', anEscalationPolicy(over));
    expect(await assigned(world)).toBeNull();
  });
});

describe('dispatching a batch', () => {
  const incidents = ['a', 'b', 'c'].map((id, index) => anIncident({ unique_id: id, entity_id: id, number: index + 1 }));
  const batch = incidents.map((incident) => aChange(incident));

  it('keeps the order of the changes', async () => {
    const world = await new OutgoingWorld().settle();
    expect(await dispatchTransitions(world.dispatchDeps, batch)).toEqual({ done: 3, deliveries: 3, stopped_by: null });
    expect(world.queue.messages.map(({ incident }) => incident.unique_id)).toEqual(['a', 'b', 'c']);
  });

  it('reads each resource once', async () => {
    const world = await new OutgoingWorld().settle();
    const asked: string[] = [];
    const directory = {
      service: (team: string, id: string) => (asked.push('service'), world.resources.service(team, id)),
      integrations: (id: string) => (asked.push('integrations'), world.resources.integrations(id)),
      escalationPolicy: (team: string, id: string) => (
        asked.push('policy'),
        world.resources.escalationPolicy(team, id)
      ),
      resource: world.resources.resource,
      user: (account: string, name: string) => (asked.push('user'), world.resources.user(account, name)),
    };
    await dispatchTransitions({ ...world.dispatchDeps, directory }, batch);
    expect(asked.sort()).toEqual(['integrations', 'policy', 'service', 'user']);
  });

  it('sends what comes before a change that failed, and nothing after it', async () => {
    const world = await new OutgoingWorld().settle();
    const changes = [batch[0]!, aChange(anIncident({ unique_id: 'b', service: 'broken' })), batch[2]!];
    const directory = {
      ...world.dispatchDeps.directory,
      integrations: (id: string) =>
        id === 'broken' ? Promise.reject(new Error('throttled')) : world.resources.integrations(id),
    };
    expect(await dispatchTransitions({ ...world.dispatchDeps, directory }, changes)).toEqual({
      done: 1,
      deliveries: 1,
      stopped_by: 'change',
    });
    expect(world.queue.messages.map(({ incident }) => incident.unique_id)).toEqual(['a']);
    expect(world.log.lines).toEqual([
      expect.objectContaining({ level: 'error', message: 'transitions could not be dispatched' }),
    ]);
  });

  it('has done nothing when the queue is gone', async () => {
    const world = await new OutgoingWorld().settle();
    world.queue.failing = true;
    expect(await dispatchTransitions(world.dispatchDeps, batch)).toEqual({
      done: 0,
      deliveries: 0,
      stopped_by: 'queue',
    });
    expect(world.log.lines).toHaveLength(1);
  });
});

describe('dispatching where a service has timeouts', () => {
  const timed = aService({ auto_resolve_timeout: 3600, acknowledgement_timeout: 600 });

  async function aWorldWith(service: Service): Promise<OutgoingWorld> {
    const world = await new OutgoingWorld().settle();
    await world.resources.put('service', service);
    return world;
  }

  it('sets the timer of an opened incident, delayed as long as the queue can', async () => {
    const world = await aWorldWith(timed);
    const incident = anIncident();
    const progress = await dispatchTransitions(world.dispatchDeps, [aChange(incident)]);
    expect(progress).toEqual({ done: 1, deliveries: 1, stopped_by: null });
    const due = incident.transitions[0]!.at + 3_600_000_000;
    expect(world.timers.sent).toEqual([
      { timer: expect.objectContaining({ kind: 'auto_resolve', sequence: 1, due }), delay_seconds: 900 },
    ]);
  });

  it('sets it where nobody listens, too, and by the time that is left of it', async () => {
    const world = await aWorldWith(timed);
    await world.resources.remove('integration', anOutgoingIntegration());
    const acknowledged = anIncident({ status: 2, sequence: 2, transitions: transitions('triggered', 'acknowledged') });
    world.now = acknowledged.transitions[1]!.at + 100_000_000;
    await dispatchTransitions(world.dispatchDeps, [aChange(acknowledged, anIncident())]);
    expect(world.queue.messages).toEqual([]);
    expect(world.timers.sent).toMatchObject([{ timer: { kind: 'acknowledgement_timeout' }, delay_seconds: 500 }]);
  });

  it('sends nothing to the timers queue where a service has none', async () => {
    const world = await aWorldWith(aService());
    world.timers.send = () => Promise.reject(new Error('Nobody should have asked.'));
    expect(await dispatchTransitions(world.dispatchDeps, [aChange(anIncident())])).toMatchObject({ done: 1 });
  });

  it('has done nothing when the timers queue is gone, and does both again', async () => {
    const world = await aWorldWith(timed);
    world.timers.failing = true;
    const changes = [aChange(anIncident())];
    expect(await dispatchTransitions(world.dispatchDeps, changes)).toMatchObject({ done: 0, stopped_by: 'queue' });
    world.timers.failing = false;
    expect(await dispatchTransitions(world.dispatchDeps, changes)).toMatchObject({ done: 1 });
    expect(world.queue.messages).toHaveLength(1);
    expect(world.timers.sent).toHaveLength(1);
  });
});
