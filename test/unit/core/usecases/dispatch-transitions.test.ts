import { describe, expect, it } from '@jest/globals';
import { dispatchTransitions } from '../../../../core/usecases/dispatch-transitions';
import {
  aChange,
  aFoldedIncident,
  anEndpoint,
  anIncident,
  anOutgoingIntegration,
  transitions,
} from '../../../support/builders/outgoing';
import { OutgoingWorld } from '../../../support/builders/outgoing-world';
import { anIntegration } from '../../../support/builders/resources';

const other = anOutgoingIntegration({ id: 'other', integration_key: 'other key' });

/** Which transition went to which endpoint, in order. */
const sent = ({ queue }: OutgoingWorld): readonly string[] =>
  queue.messages.map(({ integration, type, sequence }) => `${integration.slice(0, 5)} ${sequence} ${type}`);

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
    expect([0, 2, 4].map((index) => world.shownIncident(index)['status'])).toEqual([1, 2, 3]);
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
