import { describe, expect, it } from '@jest/globals';
import { dispatchTransitions } from '../../../../core/usecases/dispatch-transitions';
import {
  type AnsweringEndpoints,
  DAY,
  HOUR,
  byIncident,
  endpoint,
  message,
  other,
  startEndpoints,
} from '../../../support/builders/answering-endpoints';
import { aChange, anIncident } from '../../../support/builders/outgoing';
import { ACCOUNT } from '../../../support/builders/resources';

describe('an endpoint that fails for days', () => {
  /** Fails from the start; an incident is triggered every two hours. */
  async function failFor(days: number): Promise<AnsweringEndpoints> {
    const world = await startEndpoints(endpoint, other);
    world.answer = ({ url }) => (url === endpoint.endpoint!.url ? { status_code: 503 } : {});
    for (let hour = 0; hour < days * 24; hour += 2) {
      await world.queue.send([message(hour + 1, 1)]);
      await world.workUntil(world.now + 2 * HOUR);
    }
    return world;
  }

  it('is disabled with an entry in the audit log, and the endpoints that asked for it are told once', async () => {
    const world = await failFor(6);
    expect(await world.integration()).toMatchObject({ is_enabled: false, disabled_by: 'health' });
    const { entries } = await world.resources.list(ACCOUNT, { limit: 50 });
    expect(entries.filter(({ username, resource }) => username === null && resource === endpoint.id)).toHaveLength(1);
    const told = world.to(other.endpoint!.url);
    expect(told).toHaveLength(1);
    expect(JSON.parse(told[0]!.request.body)).toEqual({
      payload: {
        event_type: 'endpoint.disabled',
        endpoint: {
          integration: endpoint.id,
          name: endpoint.name,
          team: endpoint.team,
          service: endpoint.service,
          reason: 'health',
          disabled_date: expect.stringMatching(/Z$/),
          failing_since: expect.stringMatching(/Z$/),
          last_error: 'The endpoint answered 503.',
        },
      },
    });
    expect(world.worked.filter(({ outcome }) => outcome.disabled !== undefined)).toHaveLength(1);
  });

  it('is tried no more, while what happens is kept for it', async () => {
    const world = await failFor(6);
    const tried = world.to().length;
    const incident = anIncident({ unique_id: 'later', number: 900 });
    expect(await dispatchTransitions(world.dispatchDeps, [aChange(incident)])).toMatchObject({ deliveries: 2 });
    await world.workUntil(world.now + DAY);
    expect(world.to()).toHaveLength(tried);
    expect(world.queued).toBe(0);
    expect(world.backlogs.size).toBeGreaterThan(20);
  });

  it('gets its backlog in order once it is enabled again', async () => {
    const world = await failFor(6);
    const kept = world.backlogs.size;
    for (const sequence of [2, 3]) await world.queue.send([message(143, sequence), message(141, sequence)]);
    await world.workUntil(world.now + HOUR);
    world.answer = () => ({});
    await world.enable(endpoint);
    // What comes now is not before what is kept of its incident, and does not wait for the others.
    await world.queue.send([message(143, 4), message(999, 1)]);
    await world.workUntil(world.now + HOUR);
    const taken = world.delivered();
    expect(taken).toHaveLength(kept + 4 + 2);
    expect(byIncident(taken).get('143')).toEqual(['143/1', '143/2', '143/3', '143/4']);
    expect(byIncident(taken).get('141')).toEqual(['141/1', '141/2', '141/3']);
    expect(taken.indexOf('999/1')).toBeLessThan(8);
    expect(await world.health()).toMatchObject({ failures: 0, disabled: null, backlog: 'none' });
  });
});

describe('an endpoint that is gone (410)', () => {
  it('tells those who asked for it, and keeps what waits until it is enabled again', async () => {
    const world = await startEndpoints(endpoint, other);
    world.answer = ({ url }) => (url === endpoint.endpoint!.url ? { status_code: 410 } : {});
    await world.queue.send([message(1, 1), message(1, 2), message(2, 1)]);
    await world.workUntil(world.now + HOUR);
    expect(world.to()).toHaveLength(1);
    expect(world.to(other.endpoint!.url)).toHaveLength(1);
    expect(await world.integration()).toMatchObject({ is_enabled: false, disabled_by: 'gone' });
    world.answer = () => ({});
    await world.enable(endpoint);
    await world.workUntil(world.now + HOUR);
    expect(world.delivered().toSorted()).toEqual(['1/2', '2/1']);
  });
});
