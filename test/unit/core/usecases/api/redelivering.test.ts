import { describe, expect, it } from '@jest/globals';
import type { DeliveryMessage } from '../../../../../core/contracts/delivery';
import { makeDeliveryId } from '../../../../../core/domain/webhook/delivery-id';
import { DELIVERY_ATTEMPTS } from '../../../../../core/domain/webhook/retry-schedule';
import { REPLAY_ATTEMPTS } from '../../../../../core/domain/webhook/redelivery';
import { toWireDate } from '../../../../../core/domain/views/wire-date';
import { PATHS } from '../../../../support/builders/api-paths';
import { aDeliveryMessage, anOutgoingIntegration, TRIGGERED_AT } from '../../../../support/builders/outgoing';
import { RedeliveryWorld } from '../../../../support/builders/redelivery-world';
import { anAnswer, ScriptedSender } from '../../../../support/fakes/scripted-sender';

const DELIVERIES = `${PATHS.integrations}${anOutgoingIntegration().id}/deliveries/`;
const SECOND = 1_000_000;
const FAILURE = anAnswer({ status_code: 500 });
const START = TRIGGERED_AT - 3_600 * SECOND;

/** The transition so many seconds after the start. */
function message(second: number, over: Partial<DeliveryMessage> = {}): DeliveryMessage {
  const transition_at = START + second * SECOND;
  const incident = over.incident ?? { incident_number: second, unique_id: `incident-${second}` };
  const integration = anOutgoingIntegration().id;
  const id = makeDeliveryId({ integration, incident: incident.unique_id, sequence: 1, transition_at });
  return aDeliveryMessage({ id, transition_at, incident, body: `{"second": ${second}}`, ...over });
}

async function start(...messages: readonly DeliveryMessage[]) {
  const world = await new RedeliveryWorld().settle();
  await world.queue.send(messages);
  const api = await world.as();
  const post = (path: string, body?: object) =>
    api('POST', DELIVERIES + path, body === undefined ? {} : { body: body as Record<string, unknown> });
  const statusOf = async ({ id }: DeliveryMessage) =>
    (await world.deliveries.find(anOutgoingIntegration().id, id))?.status;
  return { world, post, statusOf };
}

const since = (second: number) => toWireDate(START + second * SECOND);
const sent = ({ sender }: RedeliveryWorld) => sender.requests.map(({ body }) => (JSON.parse(body) as Second).second);
interface Second {
  readonly second: number;
}

describe('redelivering', () => {
  it('sends a delivered one once more, with the same id and body and the next attempt number', async () => {
    const { world, post } = await start(message(1));
    await world.work();
    expect(await post(`${message(1).id}/redeliver/`)).toMatchObject({ status: 202, body: { id: message(1).id } });
    expect(await world.work()).toEqual(['delivered']);
    const [first, second] = world.sender.requests;
    expect(second).toMatchObject({
      body: first!.body,
      headers: { 'webhook-id': message(1).id, 'X-Tocsin-Attempt': '2' },
    });
  });

  it('asked for twice before it was done sends one webhook, and one more when asked for afterwards', async () => {
    const { world, post } = await start(message(1));
    await world.work();
    await post(`${message(1).id}/redeliver/`);
    await post(`${message(1).id}/redeliver/`);
    expect(await world.work()).toEqual(['delivered', 'ended_before']);
    await post(`${message(1).id}/redeliver/`);
    expect(await world.work()).toEqual(['delivered']);
    expect(world.sender.requests).toHaveLength(3);
  });

  it('of a dead-lettered one has the whole schedule of retries again', async () => {
    const { world, post, statusOf } = await start(message(1));
    world.sender = new ScriptedSender(...Array.from({ length: 2 * DELIVERY_ATTEMPTS - 1 }, () => FAILURE), anAnswer());
    expect(await world.work()).toEqual(['dead_lettered']);
    // Two days of silence: both schedules in a row would be failing for so long that the endpoint is disabled.
    world.now += 48 * 3_600 * SECOND;
    await post(`${message(1).id}/redeliver`);
    expect(await world.work()).toEqual(['delivered']);
    expect(world.sender.requests).toHaveLength(2 * DELIVERY_ATTEMPTS);
    expect(await statusOf(message(1))).toBe('delivered');
  });

  it('is refused while the integration is disabled, and finds nothing under other ids', async () => {
    const { world, post } = await start(message(1));
    await world.work();
    for (const id of ['x', message(9).id]) expect((await post(`${id}/redeliver/`)).status).toBe(404);
    await world.integrate(anOutgoingIntegration({ is_enabled: false }));
    expect(await post(`${message(1).id}/redeliver/`)).toMatchObject({ status: 409 });
    await world.integrate(anOutgoingIntegration({ endpoint: null }));
    expect(await post('replay/', { since: since(0) })).toMatchObject({ status: 409 });
    expect(world.queue.messages).toEqual([]);
  });
});

describe('a replay', () => {
  it('sends what began in its stretch of time, oldest first, and nothing else', async () => {
    const { world, post } = await start(...[1, 2, 3, 4, 5].map((second) => message(second)));
    await world.work();
    const answer = await post('replay/', { since: since(2), until: since(5) });
    expect(answer).toMatchObject({ status: 202, body: { count: 3, next: null, replay: expect.any(String) } });
    expect(world.queue.messages.map(({ transition_at }) => transition_at)).toEqual(
      [2, 3, 4].map((second) => START + second * SECOND),
    );
    await world.work();
    expect(sent(world).slice(5).toSorted()).toEqual([2, 3, 4]);
  });

  it('keeps the transitions of an incident in order', async () => {
    const incident = { incident_number: 1, unique_id: 'the one' };
    const messages = [1, 2, 3].flatMap((second) => [message(second, { incident }), message(second + 10)]);
    const { world, post } = await start(...messages);
    await world.work();
    await post('replay/', { since: since(0) });
    await world.work();
    const again = sent(world).slice(messages.length);
    expect(again.filter((second) => second < 10)).toEqual([1, 2, 3]);
    expect(again).toHaveLength(6);
  });

  it.each([
    ['while nothing of it was sent', false],
    ['after all of it was sent', true],
  ])('started twice, %s, sends each webhook once', async (_, between) => {
    const { world, post } = await start(message(1), message(2));
    await world.work();
    await post('replay/', { since: since(0) });
    if (between) await world.work();
    await post('replay/', { since: since(0) });
    await world.work();
    expect(sent(world).toSorted()).toEqual([1, 1, 2, 2]);
  });

  it('is another one an hour later', async () => {
    const { world, post } = await start(message(1));
    await world.work();
    for (let n = 0; n < 2; n++) {
      await post('replay/', { since: since(0) });
      await world.work();
      world.now += 3_601 * SECOND;
    }
    expect(world.sender.requests).toHaveLength(3);
  });

  it('of one status leaves the others alone, and what is on its way always', async () => {
    const { world, post } = await start(message(1), message(2));
    const failures = Array.from({ length: DELIVERY_ATTEMPTS }, () => FAILURE);
    world.sender = new ScriptedSender(anAnswer(), ...failures, anAnswer());
    expect(await world.work()).toEqual(['delivered', 'dead_lettered']);
    const waiting = { status: 'pending', next_attempt_at: world.now + SECOND, reason: null } as const;
    await world.deliveries.record(message(3), null, waiting);
    expect(await post('replay/', { since: since(0), status: 'dead_lettered' })).toMatchObject({ body: { count: 1 } });
    expect(await world.work()).toEqual(['delivered']);
    expect(sent(world).at(-1)).toBe(2);
    expect(await post('replay/', { since: since(0) })).toMatchObject({ body: { count: 2 } });
  });

  it('gives one up after a few tries, so that those behind it come', async () => {
    const { world, post } = await start(message(1));
    await world.work();
    world.sender = new ScriptedSender(FAILURE);
    await post('replay/', { since: since(0) });
    expect(await world.work()).toEqual(['dead_lettered']);
    expect(world.sender.requests).toHaveLength(REPLAY_ATTEMPTS);
  });

  it('of a delivery that came under way meanwhile leaves that to the message that is trying', async () => {
    const { world, post } = await start(message(1));
    await world.work();
    await post('replay/', { since: since(0) });
    await world.deliveries.record(message(1), null, {
      ...{ status: 'pending', next_attempt_at: world.now + 60 * SECOND, reason: null },
    });
    expect(await world.work()).toEqual(['under_way']);
  });

  it('of more than a call takes says where the next call goes on', async () => {
    const { world, post } = await start();
    const all = Array.from({ length: 1_203 }, (_, second) => message(second));
    for (const one of all)
      await world.deliveries.record(one, null, { status: 'failed', next_attempt_at: null, reason: 'x' });
    const first = (await post('replay/', { since: since(0) })).body as { count: number; next: object };
    expect(first.count).toBe(999);
    expect(await post('replay/', first.next)).toMatchObject({ body: { count: 204, next: null } });
    expect(new Set(world.queue.messages.map(({ id }) => id))).toEqual(new Set(all.map(({ id }) => id)));
  });

  it.each([
    [{}, 'since'],
    [{ since: 'yesterday' }, 'since'],
    [{ since: since(0), until: 5 }, 'until'],
    [{ since: since(0), status: 'pending' }, 'status'],
  ])('is refused as %j', async (body, path) => {
    const { post } = await start();
    expect(await post('replay/', body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });
});

describe('testing an endpoint', () => {
  const TEST = `${PATHS.integrations}${anOutgoingIntegration().id}/test/`;

  async function worldThatDelivers(...answers: Parameters<typeof anAnswer>) {
    const world = await new RedeliveryWorld().settle();
    world.sender = new ScriptedSender(anAnswer(...answers));
    world.meanwhile = async () => {
      await world.work();
    };
    return { world, test: async () => (await world.as())('POST', TEST) };
  }

  it('answers with the attempt that was made, in the form of the public test sample', async () => {
    const { world, test } = await worldThatDelivers({ status_code: 204, response: '' });
    const { status, body } = await test();
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { status: 'delivered', event_type: 'triggered', attempt: { number: 1, status_code: 204, error: null } },
    });
    const [request] = world.sender.requests;
    expect(request?.headers['webhook-id']).toBe((body as { id: string }).id);
    const { payload } = JSON.parse(request!.body) as { payload: { incident: { service: object } } };
    expect(payload).toMatchObject({
      event_type: 'triggered',
      incident: {
        incident_number: 0,
        status: 1,
        context_window_start: null,
        assigned_to: { email: expect.any(String) },
      },
    });
    expect(payload.incident.service).not.toHaveProperty('team_priority');
  });

  it('tries once, and says why it failed', async () => {
    const { world, test } = await worldThatDelivers({ status_code: 503, response: 'busy' });
    expect(await test()).toMatchObject({
      status: 200,
      body: {
        ...{ status: 'failed', reason: 'A test is tried once. The endpoint answered 503.', next_attempt_at: null },
        attempt: { status_code: 503, response: 'busy' },
      },
    });
    expect(world.sender.requests).toHaveLength(1);
  });

  it('that takes longer than a request may answers with where to look', async () => {
    const world = await new RedeliveryWorld().settle();
    const answer = await (await world.as())('POST', TEST);
    expect(answer).toMatchObject({ status: 202, body: { status: 'pending', attempt: null } });
    await world.work();
    const { id } = answer.body as { id: string };
    expect((await (await world.as())('GET', `${DELIVERIES}${id}/`)).body).toMatchObject({ status: 'delivered' });
  });
});
