import { describe, expect, it } from '@jest/globals';
import { deliver, type DeliverOutcome } from '../../../../core/usecases/deliver';
import { DELIVERY_ATTEMPTS } from '../../../../core/domain/webhook/retry-schedule';
import { aDeliveryMessage, anEndpoint, anOutgoingIntegration } from '../../../support/builders/outgoing';
import { OutgoingWorld } from '../../../support/builders/outgoing-world';
import { anAnswer, ScriptedSender } from '../../../support/fakes/scripted-sender';

const message = aDeliveryMessage();
const row = (world: OutgoingWorld) => world.deliveries.find(message.integration, message.id);

async function worldWith(sender: ScriptedSender, ...integrations: ReturnType<typeof anOutgoingIntegration>[]) {
  const world = await new OutgoingWorld().settle(...integrations);
  world.sender = sender;
  return world;
}

/** Attempts until the delivery ends, moving the clock to when each is due; gives the outcomes and the hours it took. */
async function untilItEnds(world: OutgoingWorld): Promise<{ outcomes: DeliverOutcome[]; hours: number }> {
  const start = world.now;
  const outcomes: DeliverOutcome[] = [];
  for (;;) {
    const outcome = await deliver(world.deliverDeps, message);
    outcomes.push(outcome);
    if (outcome.result !== 'retry') return { outcomes, hours: (world.now - start) / 3_600_000_000 };
    world.now += outcome.after_seconds * 1_000_000;
  }
}

describe('delivering', () => {
  it('posts the message’s body to the endpoint and records the attempt', async () => {
    const sender = new ScriptedSender(anAnswer({ status_code: 202, response: 'thanks', duration_ms: 42 }));
    const endpoint = anEndpoint({ url: 'https://receiver.example/x', timeout_seconds: 7, headers: { 'X-Team': 'a' } });
    const world = await worldWith(sender, anOutgoingIntegration({ endpoint }));
    expect(await deliver(world.deliverDeps, message)).toEqual({ result: 'delivered' });
    expect(sender.requests).toEqual([
      {
        url: 'https://receiver.example/x',
        body: message.body,
        timeout_ms: 7_000,
        headers: expect.objectContaining({ 'webhook-id': message.id, 'X-Tocsin-Attempt': '1', 'X-Team': 'a' }),
      },
    ]);
    expect(await row(world)).toEqual({
      ...message,
      status: 'delivered',
      next_attempt_at: null,
      reason: null,
      attempts: [{ number: 1, at: world.now, duration_ms: 42, status_code: 202, error: null, response: 'thanks' }],
    });
  });

  it('opens the endpoint’s credentials for the request only', async () => {
    const sender = new ScriptedSender();
    const endpoint = anEndpoint({ auth: { type: 'signature', signing_key: 'sealed key' } });
    const world = await worldWith(sender, anOutgoingIntegration({ endpoint }));
    await deliver(world.deliverDeps, message);
    expect(sender.requests[0]?.headers).toHaveProperty('X-SIGNATURE');
    expect(JSON.stringify([await row(world), world.log.lines])).not.toContain('key');
  });

  it('again does nothing once it was delivered', async () => {
    const sender = new ScriptedSender();
    const world = await worldWith(sender);
    await deliver(world.deliverDeps, message);
    const recorded = await row(world);
    expect(await deliver(world.deliverDeps, message)).toEqual({ result: 'ended_before' });
    expect(sender.requests).toHaveLength(1);
    expect(await row(world)).toEqual(recorded);
  });

  it.each([
    ['was deleted', [anOutgoingIntegration({ id: 'another' })], 'The integration no longer exists.'],
    ['has no configuration', [anOutgoingIntegration({ endpoint: null })], 'The integration has no configuration.'],
  ])('fails for good, without an attempt, where the integration %s', async (_what, integrations, reason) => {
    const sender = new ScriptedSender();
    const world = await worldWith(sender, ...integrations);
    expect(await deliver(world.deliverDeps, message)).toEqual({ result: 'failed', reason });
    expect(sender.requests).toEqual([]);
    expect(await row(world)).toMatchObject({ status: 'failed', reason, attempts: [], next_attempt_at: null });
  });

  it('of a test fails where the integration is disabled, as somebody waits for the answer', async () => {
    const world = await worldWith(new ScriptedSender(), anOutgoingIntegration({ is_enabled: false }));
    const reason = 'The integration is disabled.';
    expect(await deliver(world.deliverDeps, { ...message, test: true })).toEqual({ result: 'failed', reason });
  });

  it('ends at a 410 and disables the integration, so that nobody is asked again', async () => {
    const sender = new ScriptedSender(anAnswer({ status_code: 410 }));
    const world = await worldWith(sender);
    const reason = 'The endpoint answered 410 (gone), so its integration was disabled.';
    expect(await deliver(world.deliverDeps, message)).toEqual({ result: 'failed', reason, disabled: 'gone' });
    expect(await row(world)).toMatchObject({ status: 'failed', reason, attempts: [{ status_code: 410 }] });
    const { service, id } = anOutgoingIntegration();
    expect(await world.resources.integration(service, id)).toMatchObject({ is_enabled: false });
    const next = aDeliveryMessage({ id: 'another' });
    expect(await deliver(world.deliverDeps, next)).toMatchObject({ result: 'held' });
    expect(sender.requests).toHaveLength(1);
  });

  it('of a test that is answered with 410 disables nothing', async () => {
    const world = await worldWith(new ScriptedSender(anAnswer({ status_code: 410 })));
    expect(await deliver(world.deliverDeps, { ...message, test: true })).toMatchObject({ result: 'failed' });
    const { service, id } = anOutgoingIntegration();
    expect(await world.resources.integration(service, id)).toMatchObject({ is_enabled: true });
  });

  it('throws what is ours, so that the queue brings the message again', async () => {
    const world = await worldWith(new ScriptedSender());
    const deliveries = {
      find: () => Promise.resolve(null),
      record: () => Promise.reject(new Error('throttled')),
    };
    await expect(deliver({ ...world.deliverDeps, deliveries }, message)).rejects.toThrow('throttled');
  });
});

describe('an attempt that failed', () => {
  it('is recorded with its reason, and the next one is due by the schedule', async () => {
    const world = await worldWith(new ScriptedSender(anAnswer({ status_code: 500, response: 'oops' })));
    expect(await deliver(world.deliverDeps, message)).toEqual({ result: 'retry', after_seconds: 5 });
    expect(await row(world)).toMatchObject({
      status: 'pending',
      next_attempt_at: world.now + 5_000_000,
      reason: null,
      attempts: [{ number: 1, status_code: 500, error: 'The endpoint answered 500.', response: 'oops' }],
    });
  });

  it.each([
    [anAnswer({ status_code: 302 }), 302, 'The endpoint answered 302; redirects are not followed.'],
    [anAnswer({ status_code: null, error: 'The connection was refused.' }), null, 'The connection was refused.'],
  ])('keeps what the answer was: %j', async (answer, status_code, error) => {
    const world = await worldWith(new ScriptedSender(answer));
    await deliver(world.deliverDeps, message);
    expect(await row(world)).toMatchObject({ status: 'pending', attempts: [{ status_code, error }] });
  });

  it('is followed by others with the same id and body and a number that counts up, until one succeeds', async () => {
    const failure = anAnswer({ status_code: 500 });
    const sender = new ScriptedSender(failure, failure, failure, failure, failure, anAnswer());
    const world = await worldWith(sender);
    const { outcomes } = await untilItEnds(world);
    expect(outcomes.map((outcome) => (outcome.result === 'retry' ? outcome.after_seconds : outcome.result))).toEqual([
      5,
      10,
      20,
      40,
      80,
      'delivered',
    ]);
    expect(sender.requests.map(({ headers }) => headers['X-Tocsin-Attempt'])).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(new Set(sender.requests.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
    expect((await row(world))?.attempts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is dead-lettered after the last of the schedule, more than 72 hours later', async () => {
    const world = await worldWith(new ScriptedSender(anAnswer({ status_code: 503 })));
    const { outcomes, hours } = await untilItEnds(world);
    expect(outcomes).toHaveLength(DELIVERY_ATTEMPTS);
    expect(hours).toBeGreaterThanOrEqual(72);
    const reason = `Not delivered in ${DELIVERY_ATTEMPTS} attempts. The endpoint answered 503.`;
    expect(outcomes.at(-1)).toEqual({ result: 'dead_lettered', reason });
    expect(await row(world)).toMatchObject({ status: 'dead_lettered', reason, next_attempt_at: null });
  });

  it('is not followed by another before that is due, however often the message comes', async () => {
    const sender = new ScriptedSender(anAnswer({ status_code: 500 }));
    const world = await worldWith(sender);
    await deliver(world.deliverDeps, message);
    world.now += 2_000_000;
    expect(await deliver(world.deliverDeps, message)).toEqual({ result: 'retry', after_seconds: 3 });
    expect(sender.requests).toHaveLength(1);
    world.now += 2_500_000;
    await deliver(world.deliverDeps, message);
    expect(sender.requests).toHaveLength(2);
  });

  it.each([
    ['60', 60],
    ['1', 5],
    ['100000', 3_600],
    ['nonsense', 5],
  ])('with Retry-After: %s waits %d seconds', async (header, after_seconds) => {
    const world = await worldWith(
      new ScriptedSender(anAnswer({ status_code: 429, headers: { 'retry-after': header } })),
    );
    expect(await deliver(world.deliverDeps, message)).toEqual({ result: 'retry', after_seconds });
  });

  it('with a Retry-After date waits until then', async () => {
    const world = await worldWith(new ScriptedSender());
    const date = new Date(Math.ceil(world.now / 1_000_000) * 1_000 + 90_000).toUTCString();
    world.sender = new ScriptedSender(anAnswer({ status_code: 503, headers: { 'retry-after': date } }));
    const outcome = await deliver(world.deliverDeps, message);
    expect(outcome).toEqual({ result: 'retry', after_seconds: expect.closeTo(91, -0.5) });
  });
});
