import { describe, expect, it } from '@jest/globals';
import { DELIVERY_ATTEMPTS } from '../../../../core/domain/webhook/retry-schedule';
import {
  DAY,
  HOUR,
  SECOND,
  byIncident,
  endpoint,
  message,
  other,
  startEndpoints,
} from '../../../support/builders/answering-endpoints';

const FAILURE = { status_code: 500 } as const;

function expectInOrder(taken: readonly string[], perIncident: number): void {
  for (const [incident, own] of byIncident(taken))
    expect(own).toEqual(Array.from({ length: perIncident }, (_, i) => `${incident}/${i + 1}`));
}

describe('an endpoint that does well', () => {
  it('costs no write beside the deliveries themselves', async () => {
    const world = await startEndpoints();
    await world.queue.send([1, 2, 3].map((incident) => message(incident, 1)));
    await world.workUntil(Infinity);
    expect(world.delivered()).toHaveLength(3);
    expect(world.healths.writes).toBe(0);
  });
});

describe('an endpoint that is dead', () => {
  it('is tried a few times and then once in a while, however many deliveries there are', async () => {
    const world = await startEndpoints();
    world.answer = () => FAILURE;
    const start_at = world.now;
    await world.queue.send(Array.from({ length: 200 }, (_, incident) => message(incident + 1, 1)));
    await world.workUntil(start_at + 6 * HOUR);
    // 5 to open, some while the openings grow, then four in an hour at most.
    expect(world.to().length).toBeLessThan(5 + 6 + 6 * 4);
    expect(world.to().length).toBeGreaterThan(5 + 6 * 3);
    // The queue holds those that were tried; all others are in the table.
    expect(world.queued).toBeLessThan(40);
    expect(world.backlogs.size).toBeGreaterThan(160);
  });

  it('gets all of it, each incident in order, soon after it is back', async () => {
    const world = await startEndpoints();
    const back = world.now + 7 * HOUR;
    world.answer = (_, now) => (now < back ? FAILURE : {});
    const incidents = Array.from({ length: 40 }, (_, i) => i + 1);
    await world.queue.send(incidents.map((incident) => message(incident, 1)));
    await world.workUntil(world.now + HOUR);
    await world.queue.send(incidents.flatMap((incident) => [message(incident, 2), message(incident, 3)]));
    await world.workUntil(back);
    // The longest wait of those that were tried is six hours and a quarter of it.
    await world.workUntil(back + 8 * HOUR);
    expect(world.delivered()).toHaveLength(120);
    expectInOrder(world.delivered(), 3);
    expect(await world.health()).toMatchObject({ failures: 0, backlog: 'none' });
    expect(world.backlogs.size + world.queued).toBe(0);
    // Those that had to wait for it only, and not for their own schedule.
    const soon = world.to().filter(({ at, status }) => status === 200 && at < back + 17 * 60 * SECOND);
    expect(soon.length).toBeGreaterThan(60);
  });

  it('leaves a delivery its 25 attempts over more than three days, and no receive more than the queue allows', async () => {
    const world = await startEndpoints();
    world.answer = () => FAILURE;
    const began = world.now;
    await world.queue.send([message(1, 1)]);
    await world.workUntil(began + 5 * DAY);
    const ended = world.worked.find(({ outcome }) => outcome.result === 'dead_lettered');
    expect(world.to()).toHaveLength(DELIVERY_ATTEMPTS);
    expect(ended!.at - began).toBeGreaterThan(72 * HOUR);
    expect(world.mostReceives).toBeLessThan(100);
  });

  it('delays no other endpoint', async () => {
    const world = await startEndpoints(endpoint, other);
    world.answer = ({ url }) => (url === endpoint.endpoint!.url ? FAILURE : {});
    const began = world.now;
    const incidents = Array.from({ length: 30 }, (_, i) => i + 1);
    await world.queue.send(incidents.flatMap((i) => [message(i, 1), message(i, 1, { integration: other.id })]));
    await world.workUntil(began);
    expect(world.delivered(other.endpoint!.url)).toHaveLength(30);
  });
});

describe('an endpoint that takes long', () => {
  it('gets all of it in order, a few at a time, while others get theirs at once', async () => {
    const world = await startEndpoints(endpoint, other);
    world.answer = ({ url }) => (url === endpoint.endpoint!.url ? { duration_ms: 5_000 } : {});
    await world.queue.send([message(99, 1)]);
    await world.workUntil(world.now + SECOND);
    const writes = world.healths.writes;
    const incidents = Array.from({ length: 30 }, (_, i) => i + 1);
    const both = incidents.flatMap((i) => [message(i, 1), message(i, 1, { integration: other.id }), message(i, 2)]);
    await world.queue.send(both);
    const began = world.now;
    await world.workUntil(began);
    // Each was held back first: none of them took a worker that the release does not count.
    const held = world.worked.filter(
      ({ integration, outcome }) => integration === endpoint.id && outcome.result === 'held',
    );
    expect(held.length).toBeGreaterThanOrEqual(60);
    expect(world.delivered(other.endpoint!.url)).toHaveLength(30);
    await world.workUntil(began + 60 * SECOND);
    expect(world.delivered()).toHaveLength(61);
    expectInOrder(world.delivered().slice(1), 2);
    expect(world.healths.writes - writes).toBeLessThan(8);
    expect(await world.health()).toMatchObject({ failures: 0, backlog: 'none' });
    // Ten minutes later it is as quick as others, as far as anybody knows.
    world.answer = () => ({});
    await world.workUntil(began + 20 * 60 * SECOND);
    await world.queue.send([message(200, 1)]);
    await world.workUntil(world.now);
    expect(world.delivered()).toHaveLength(62);
  });
});

describe('an endpoint that says it is busy', () => {
  it.each([
    ['seconds', () => '120'],
    ['a date', (now: number) => new Date(Math.ceil(now / 1_000) + 120_000).toUTCString()],
  ])('is left alone as a whole for the time that it asks for, in %s', async (_, header) => {
    const world = await startEndpoints(endpoint, other);
    const began = world.now;
    const isBusy = (url: string, now: number) => url === endpoint.endpoint!.url && now < began + 60 * SECOND;
    world.answer = ({ url }, now) =>
      isBusy(url, now) ? { status_code: 429, headers: { 'retry-after': header(now) } } : {};
    await world.queue.send([1, 2, 3].flatMap((i) => [message(i, 1), message(i, 1, { integration: other.id })]));
    await world.workUntil(began + 110 * SECOND);
    expect(world.to()).toHaveLength(1);
    expect(world.delivered(other.endpoint!.url)).toHaveLength(3);
    await world.workUntil(began + 200 * SECOND);
    expect(world.delivered().toSorted()).toEqual(['1/1', '2/1', '3/1']);
    expect(await world.health()).toMatchObject({ failures: 0, backlog: 'none' });
  });
});
