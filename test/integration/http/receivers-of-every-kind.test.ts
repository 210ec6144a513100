import { afterEach, describe, expect, it } from '@jest/globals';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { createEndpointSender } from '../../../adapters/http/endpoint-sender';
import type { Delivery } from '../../../core/contracts/delivery';
import { parseAllowList } from '../../../core/domain/endpoint/cidr';
import { isHeld } from '../../../core/domain/webhook/redelivery';
import { makeWebhookSecret } from '../../../core/domain/webhook/standard-webhooks';
import { signBody } from '../../../core/domain/webhook/x-signature';
import { deliver } from '../../../core/usecases/deliver';
import { dispatchTransitions } from '../../../core/usecases/dispatch-transitions';
import { aChange, aFoldedIncident, anEndpoint, anOutgoingIntegration } from '../../support/builders/outgoing';
import { OutgoingSimulation } from '../../support/builders/outgoing-simulation';
import { OutgoingWorld } from '../../support/builders/outgoing-world';
import { aTeam } from '../../support/builders/resources';
import {
  answer,
  type Answering,
  type Received,
  type Receiver,
  startReceiver,
  startTcpReceiver,
  startTlsReceiver,
} from '../../support/receivers';

/** Microseconds. */
const DAY = 86_400_000_000;
const SECRET = makeWebhookSecret(Buffer.alloc(32, 7));

const open: Receiver[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((receiver) => receiver.close()));
});

/** The outgoing side with a real sender, and an endpoint that signs in both ways. */
async function worldAt<World extends OutgoingWorld = OutgoingWorld>(
  starting: Promise<Receiver>,
  // A world of the caller's class; without one the class is that of the default.
  world: World = new OutgoingWorld() as World,
): Promise<{ world: World; receiver: Receiver }> {
  const receiver = await starting;
  open.push(receiver);
  const endpoint = anEndpoint({
    url: receiver.url,
    auth: { type: 'signature', signing_key: 'sealed key' },
    timeout_seconds: 1,
    standard_webhooks: { enabled: true, secrets: [{ secret: `sealed ${SECRET}`, valid_until: null }] },
  });
  await world.settle(anOutgoingIntegration({ endpoint }));
  world.sender = createEndpointSender({ httpsOnly: false, allow: parseAllowList('127.0.0.0/8') });
  // The verifiers compare with the real clock.
  world.now = Date.now() * 1_000;
  await dispatchTransitions(world.dispatchDeps, [aChange(aFoldedIncident())]);
  return { world, receiver };
}

/**
 * Works through the queue as the real one would: in order, a message that has to wait holds up what is behind it, and the
 * clock moves to when it is due. Stops after so many attempts.
 */
async function workThrough(world: OutgoingWorld, limit = Infinity): Promise<readonly number[]> {
  const waits: number[] = [];
  const queue = [...world.queue.messages];
  for (let attempts = 0; queue.length > 0 && attempts < limit; attempts += 1) {
    const outcome = await deliver(world.deliverDeps, queue[0]!);
    if (outcome.result === 'retry') {
      waits.push(outcome.after_seconds);
      world.now += outcome.after_seconds * 1_000_000;
    } else queue.shift();
  }
  return waits;
}

const rows = async (world: OutgoingWorld): Promise<readonly Delivery[]> =>
  (await world.deliveries.list(anOutgoingIntegration().id, { limit: 10 })).deliveries.toReversed();

const errorsOf = async (world: OutgoingWorld): Promise<readonly (string | null)[]> =>
  (await rows(world)).flatMap(({ attempts }) => attempts.map(({ error }) => error));

/** What every request has to be like, whatever became of it. */
function expectSigned(request: Received): void {
  expect(request.headers['x-signature']).toBe(signBody('key', request.body));
  expect(request.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Tocsin/1.2.3' });
}

const summary = ({ headers, body }: Received): string => {
  const { payload } = JSON.parse(body) as { payload: { event_type: string } };
  return `${payload.event_type} ${String(headers['x-tocsin-sequence'])}.${String(headers['x-tocsin-attempt'])}`;
};

describe('a receiver that', () => {
  it('answers 200 gets each transition once, in order, signed', async () => {
    const { world, receiver } = await worldAt(startReceiver(answer(200)));
    expect(await workThrough(world)).toEqual([]);
    expect(receiver.received.map(summary)).toEqual(['triggered 1.1', 'acknowledged 2.1', 'resolved 3.1']);
    expect((await rows(world)).map(({ status }) => status)).toEqual(['delivered', 'delivered', 'delivered']);
    for (const request of receiver.received) {
      expectSigned(request);
      expect(new StandardWebhook(SECRET).verify(request.body, request.headers as Record<string, string>)).toBeDefined();
    }
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
  });

  it('answers 500 five times and then 200 gets the same id and bytes six times, then the next transition', async () => {
    const flaky: Answering = (response, count) => response.writeHead(count <= 5 ? 500 : 200).end('busy');
    const { world, receiver } = await worldAt(startReceiver(flaky));
    expect(await workThrough(world)).toEqual([5, 10, 20, 40, 80]);
    expect(receiver.received.map(summary)).toEqual([
      ...[1, 2, 3, 4, 5, 6].map((attempt) => `triggered 1.${attempt}`),
      'acknowledged 2.1',
      'resolved 3.1',
    ]);
    const first = receiver.received.slice(0, 6);
    expect(new Set(first.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size).toBe(1);
    first.forEach(expectSigned);
    const [delivery] = await rows(world);
    expect(delivery?.attempts.map(({ status_code }) => status_code)).toEqual([500, 500, 500, 500, 500, 200]);
    expect(delivery?.attempts[0]).toMatchObject({ error: 'The endpoint answered 500.', response: 'busy' });
  });

  it('answers 429 with Retry-After in seconds is left alone for so long', async () => {
    const throttling: Answering = (response, count) =>
      count === 1 ? response.writeHead(429, { 'Retry-After': '120' }).end() : response.end();
    const { world, receiver } = await worldAt(startReceiver(throttling));
    expect(await workThrough(world)).toEqual([120]);
    expect(receiver.received.map(summary)).toEqual([
      'triggered 1.1',
      'triggered 1.2',
      'acknowledged 2.1',
      'resolved 3.1',
    ]);
  });

  it('answers 429 with Retry-After as a date is left alone until then', async () => {
    const until = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 600_000);
    const throttling: Answering = (response, count) =>
      count === 1 ? response.writeHead(429, { 'Retry-After': until.toUTCString() }).end() : response.end();
    const { world, receiver } = await worldAt(startReceiver(throttling));
    const [wait] = await workThrough(world);
    expect(wait).toBeGreaterThan(580);
    expect(wait).toBeLessThanOrEqual(601);
    expect(receiver.received).toHaveLength(4);
  });

  it('redirects to another address on loopback is not followed there', async () => {
    const target = await startReceiver(answer(200));
    open.push(target);
    const { world, receiver } = await worldAt(startReceiver(answer(302, { Location: target.url })));
    await workThrough(world, 2);
    expect(await errorsOf(world)).toEqual(Array(2).fill('The endpoint answered 302; redirects are not followed.'));
    expect([receiver.received.length, target.connections()]).toEqual([2, 0]);
  });

  it('hangs is given the endpoint’s timeout and no more', async () => {
    const { world } = await worldAt(startReceiver(() => undefined));
    await workThrough(world, 1);
    expect(await errorsOf(world)).toEqual(['There was no complete answer within 1 s.']);
    const [delivery] = await rows(world);
    expect(delivery?.attempts[0]?.duration_ms).toBeGreaterThanOrEqual(950);
  });

  it('drips a byte at a time is cut off at the timeout', async () => {
    const dripping: Answering = (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 100);
      response.on('close', () => {
        clearInterval(timer);
      });
    };
    const { world } = await worldAt(startReceiver(dripping));
    await workThrough(world, 1);
    expect(await errorsOf(world)).toEqual(['There was no complete answer within 1 s.']);
  });

  it('sends 10 MB has delivered, and 4 KB of it are kept', async () => {
    const { world, receiver } = await worldAt(startReceiver(answer(200, {}, 'x'.repeat(10_000_000))));
    expect(await workThrough(world)).toEqual([]);
    expect(receiver.received).toHaveLength(3);
    expect((await rows(world))[0]?.attempts[0]?.response).toBe('x'.repeat(4_096));
  });

  it.each([
    [
      'resets the connection',
      'The connection was reset before there was an answer.',
      (): Promise<Receiver> => startTcpReceiver((socket) => socket.once('data', () => socket.resetAndDestroy())),
    ],
    [
      'speaks no HTTP',
      'The answer is not HTTP.',
      (): Promise<Receiver> => startTcpReceiver((socket) => socket.end('220 mail.example ESMTP\r\n')),
    ],
    [
      'presents a bad TLS certificate',
      'The TLS certificate is self-signed.',
      (): Promise<Receiver> => startTlsReceiver(answer(200)),
    ],
  ])('%s fails with a plain reason, and nothing overtakes what it failed', async (_what, reason, start) => {
    const { world, receiver } = await worldAt(start());
    await workThrough(world, 3);
    expect(await errorsOf(world)).toEqual([reason, reason, reason]);
    expect((await rows(world)).map(({ sequence, status }) => [sequence, status])).toEqual([[1, 'pending']]);
    expect(receiver.received).toEqual([]);
  });

  it('is gone for good has the first transition tried for 72 hours, and the later ones kept until it is enabled again', async () => {
    const receiver = await startReceiver(answer(200));
    const { world } = await worldAt(Promise.resolve(receiver), new OutgoingSimulation());
    await receiver.close();
    await world.resources.put('team', aTeam());
    const began = world.now;
    await world.workUntil(began + 10 * DAY);
    const [first, second, third] = await rows(world);
    expect([first?.status, second?.status, third?.status]).toEqual(['dead_lettered', 'pending', 'pending']);
    expect(first?.attempts).toHaveLength(25);
    expect(first!.attempts.at(-1)!.at - first!.attempts[0]!.at).toBeGreaterThanOrEqual(3 * DAY);
    expect([isHeld(second!), isHeld(third!), third?.attempts]).toEqual([true, true, []]);
    expect(new Set(await errorsOf(world))).toEqual(new Set(['The connection was refused.']));
    expect(
      await world.resources.integration(anOutgoingIntegration().service, anOutgoingIntegration().id),
    ).toMatchObject({
      is_enabled: false,
      disabled_by: 'health',
    });
  });
});
