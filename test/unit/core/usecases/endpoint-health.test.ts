import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeliveryMessage } from '../../../../core/contracts/delivery';
import type { Integration } from '../../../../core/contracts/resources';
import type { HttpAnswer, OutgoingRequest } from '../../../../core/usecases/ports';
import { makeDeliveryId } from '../../../../core/domain/webhook/delivery-id';
import { isHeld } from '../../../../core/domain/webhook/redelivery';
import { DELIVERY_ATTEMPTS } from '../../../../core/domain/webhook/retry-schedule';
import { dispatchTransitions } from '../../../../core/usecases/dispatch-transitions';
import {
  aChange,
  aDeliveryMessage,
  anEndpoint,
  anIncident,
  anOutgoingIntegration,
} from '../../../support/builders/outgoing';
import { OutgoingSimulation } from '../../../support/builders/outgoing-simulation';
import { ACCOUNT, aTeam } from '../../../support/builders/resources';
import { anAnswer } from '../../../support/fakes/scripted-sender';

const SECOND = 1_000_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const endpoint = anOutgoingIntegration();
const other = anOutgoingIntegration({
  id: 'c7a1f6a0-7c11-4f5b-9d5a-5c1f0c0e8a35',
  name: 'Other',
  integration_key: 'c7a1f6a0-7c11-4f5b-9d5a-5c1f0c0e8a36',
  endpoint: anEndpoint({ url: 'https://other.example/', events: ['triggered', 'endpoint.disabled'] }),
});

/** The delivery of an incident's transition to an endpoint. */
function message(incident: number, sequence: number, over: Partial<DeliveryMessage> = {}): DeliveryMessage {
  const integration = over.integration ?? endpoint.id;
  const transition_at = aDeliveryMessage().transition_at + incident * SECOND + sequence;
  const unique_id = `incident-${incident}`;
  const id = makeDeliveryId({ integration, incident: unique_id, sequence, transition_at });
  const body = `{"incident": ${incident}, "sequence": ${sequence}}`;
  const shown = { incident_number: incident, unique_id };
  return aDeliveryMessage({ id, integration, incident: shown, sequence, transition_at, body, ...over });
}

/** Endpoints that answer as a test says, by the time and the request. */
class Endpoints extends OutgoingSimulation {
  answer: (request: OutgoingRequest, now: number) => Partial<HttpAnswer> = () => ({});
  readonly requests: { readonly request: OutgoingRequest; readonly at: number; readonly status: number | null }[] = [];

  override sender = {
    send: (request: OutgoingRequest): Promise<HttpAnswer> => {
      const answer = anAnswer(this.answer(request, this.now));
      this.requests.push({ request, at: this.now, status: answer.status_code });
      return Promise.resolve(answer);
    },
  };

  to(url = endpoint.endpoint!.url) {
    return this.requests.filter(({ request }) => request.url === url);
  }

  /** What the endpoint has taken, in order: `<incident>/<sequence>`. */
  delivered(url?: string): readonly string[] {
    return this.to(url)
      .filter(({ status }) => status === 200)
      .map(({ request }) => JSON.parse(request.body) as { readonly incident: number; readonly sequence: number })
      .map(({ incident, sequence }) => `${incident}/${sequence}`);
  }

  async health() {
    return this.healths.load(endpoint.id);
  }

  async integration() {
    return this.resources.integration(endpoint.service, endpoint.id);
  }
}

async function start(...integrations: readonly Integration[]): Promise<Endpoints> {
  const world = new Endpoints();
  await world.settle(...integrations);
  await world.resources.put('team', aTeam());
  return world;
}

const FAILURE = { status_code: 500 } as const;
/** Sequences of each incident in the order in which they were taken. */
const byIncident = (taken: readonly string[]) => Map.groupBy(taken, (each) => each.split('/')[0]!);

function expectInOrder(taken: readonly string[], perIncident: number): void {
  for (const [incident, own] of byIncident(taken))
    expect(own).toEqual(Array.from({ length: perIncident }, (_, i) => `${incident}/${i + 1}`));
}

describe('an endpoint that does well', () => {
  it('costs no write beside the deliveries themselves', async () => {
    const world = await start();
    await world.queue.send([1, 2, 3].map((incident) => message(incident, 1)));
    await world.workUntil(Infinity);
    expect(world.delivered()).toHaveLength(3);
    expect(world.healths.writes).toBe(0);
  });
});

describe('an endpoint that is dead', () => {
  it('is tried a few times and then once in a while, however many deliveries there are', async () => {
    const world = await start();
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
    const world = await start();
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
    const world = await start();
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
    const world = await start(endpoint, other);
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
    const world = await start(endpoint, other);
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
    const world = await start(endpoint, other);
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

describe('an endpoint that fails for days', () => {
  /** Fails from the start; a transition every two hours, of which each third one resolves the last incident. */
  async function failFor(days: number): Promise<Endpoints> {
    const world = await start(endpoint, other);
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
    const world = await start(endpoint, other);
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

describe('a delivery that its endpoint refuses for ever', () => {
  it('does not keep the backlog of others from going out, and its incident waits for it', async () => {
    const world = await start();
    await world.resources.put('integration', { ...endpoint, is_enabled: false });
    const incidents = Array.from({ length: 12 }, (_, i) => i + 1);
    await world.queue.send(incidents.flatMap((incident) => [message(incident, 1), message(incident, 2)]));
    await world.workUntil(world.now + HOUR);
    expect(world.backlogs.size).toBe(24);
    world.answer = ({ body }) => (/"incident": [1-5], "sequence": 1/.test(body) ? FAILURE : {});
    await world.enable(endpoint);
    await world.workUntil(world.now + 20 * 60 * SECOND);
    expect(world.delivered().toSorted()).toEqual(
      incidents
        .slice(5)
        .flatMap((incident) => [`${incident}/1`, `${incident}/2`])
        .toSorted(),
    );
    await world.workUntil(world.now + 5 * DAY);
    // Given up by then, and the next one of each incident came.
    expect(world.delivered()).toHaveLength(14 + 5);
    expect(world.backlogs.size + world.queued).toBe(0);
    expect(world.mostReceives).toBeLessThan(100);
  });
});

describe('whatever comes about', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('transition' as const), incident: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 4_000 }) }),
    fc.record({ do: fc.constant('answer' as const), status: fc.constantFrom(200, 200, 500, 503, 429) }),
    fc.record({ do: fc.constant('disable' as const) }),
    fc.record({ do: fc.constant('enable' as const) }),
  );

  it('each delivery arrives, each incident’s in order, and nothing is left', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.array(fc.nat(6), { maxLength: 30 }),
        async (steps, dice) => {
          const world = await start();
          let status = 200;
          world.answer = () => ({ status_code: status });
          let rolled = 0;
          // Workers die now and then after their work and before it is acknowledged.
          world.crashAfter = () => dice[rolled++] === 0;
          const sequences = new Map<number, number>();
          for (const each of steps) {
            if (each.do === 'wait') await world.workUntil(world.now + each.seconds * SECOND);
            else if (each.do === 'answer') status = each.status;
            else if (each.do === 'enable') await world.enable(endpoint);
            else if (each.do === 'disable') {
              const found = await world.integration();
              await world.resources.put('integration', { ...found!, is_enabled: false });
            } else {
              const sequence = (sequences.get(each.incident) ?? 0) + 1;
              sequences.set(each.incident, sequence);
              await world.queue.send([message(each.incident, sequence)]);
            }
          }
          status = 200;
          await world.enable(endpoint);
          await world.workUntil(world.now + 2 * DAY);
          const wanted = [...sequences].flatMap(([incident, count]) =>
            Array.from({ length: count }, (_, i) => `${incident}/${i + 1}`),
          );
          expect(world.delivered().toSorted()).toEqual(wanted.toSorted());
          for (const [incident, own] of byIncident(world.delivered()))
            expect(own).toEqual(wanted.filter((each) => each.startsWith(`${incident}/`)));
          expect(world.backlogs.size + world.queued).toBe(0);
          expect(await world.health()).toMatchObject({ failures: 0, backlog: 'none' });
          for (const row of world.deliveries.rows.values()) expect(isHeld(row)).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });
});
