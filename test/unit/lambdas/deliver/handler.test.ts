import { describe, expect, it } from '@jest/globals';
import type { DeliveryMessage } from '../../../../core/contracts/delivery';
import type { OutgoingRequest } from '../../../../core/usecases/ports';
import { DELIVERY_ATTEMPTS } from '../../../../core/domain/webhook/retry-schedule';
import { createHandler } from '../../../../lambdas/deliver/handler';
import { aDeliveryMessage, anEndpoint, anOutgoingIntegration } from '../../../support/builders/outgoing';
import { OutgoingWorld } from '../../../support/builders/outgoing-world';
import { aBatch, aRecord } from '../../../support/builders/queue-batch';
import { MemoryMetrics } from '../../../support/fakes/memory-metrics';
import { anAnswer, ScriptedSender } from '../../../support/fakes/scripted-sender';

interface Postponed {
  readonly receiptHandle: string;
  readonly seconds: number;
}

class Deliver extends OutgoingWorld {
  readonly postponed: Postponed[] = [];
  readonly metrics = new MemoryMetrics();
  /** Requests of the script that `worldWith` gave it. */
  sent: readonly OutgoingRequest[] = [];
  inFlight = {
    postpone: (receiptHandle: string, seconds: number): Promise<void> => {
      this.postponed.push({ receiptHandle, seconds });
      return Promise.resolve();
    },
  };

  async run(...records: ReturnType<typeof aRecord>[]): Promise<readonly string[]> {
    const { log, metrics, inFlight } = this;
    const pause = (): Promise<void> => Promise.resolve();
    const { batchItemFailures } = await createHandler({
      ...this.releaseDeps,
      ...this.deliverDeps,
      log,
      metrics,
      inFlight,
      pause,
    })(aBatch(...records));
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }

  levels(): readonly string[] {
    return this.log.lines.map(({ level, message }) => `${level}: ${message}`);
  }
}

const record = (messageId: string, group: string, over: Partial<DeliveryMessage> = {}) =>
  aRecord({ messageId, group, body: JSON.stringify(aDeliveryMessage({ id: messageId, ...over })) });

async function worldWith(...script: Parameters<typeof anAnswer>[0][]): Promise<Deliver> {
  const world = new Deliver();
  await world.settle();
  const sender = new ScriptedSender(...script.map((over) => anAnswer(over)));
  world.sender = sender;
  world.sent = sender.requests;
  return world;
}

describe('deliver', () => {
  it('acknowledges what was delivered, and says nothing of it', async () => {
    const world = await worldWith({});
    expect(await world.run(record('one', 'g'))).toEqual([]);
    expect(world.levels()).toEqual([]);
    expect(world.postponed).toEqual([]);
  });

  it('keeps a message whose attempt failed, hidden until the next one is due', async () => {
    const world = await worldWith({ status_code: 500 });
    expect(await world.run(record('one', 'g'))).toEqual(['one']);
    expect(world.postponed).toEqual([{ receiptHandle: 'receipt of one', seconds: 5 }]);
    expect(world.levels()).toEqual(['warn: delivery is tried again later']);
  });

  it('keeps what follows a failed message in its group untried, and goes on with other groups', async () => {
    const world = await worldWith();
    const slow = anOutgoingIntegration({
      id: 'failing',
      integration_key: 'another key',
      endpoint: anEndpoint({ url: 'https://failing.example/' }),
    });
    await world.settle(anOutgoingIntegration(), slow);
    const sent: string[] = [];
    world.sender = {
      send: ({ url, headers }) => {
        sent.push(String(headers['webhook-id']));
        return Promise.resolve(anAnswer({ status_code: url.includes('failing') ? 500 : 200 }));
      },
    };
    const failures = await world.run(
      record('a1', 'a', { integration: 'failing' }),
      record('b1', 'b'),
      record('a2', 'a', { integration: 'failing' }),
      record('b2', 'b'),
    );
    expect(failures).toEqual(['a1', 'a2']);
    expect(sent.sort()).toEqual(['a1', 'b1', 'b2']);
    expect(world.postponed).toEqual([{ receiptHandle: 'receipt of a1', seconds: 5 }]);
  });

  it('acknowledges what failed for good', async () => {
    const world = await worldWith();
    expect(await world.run(record('one', 'g', { integration: 'gone' }))).toEqual([]);
    expect(world.levels()).toEqual(['warn: delivery failed for good']);
    expect(await world.deliveries.find('gone', 'one')).toMatchObject({ status: 'failed' });
  });

  it('dead-letters after the last attempt: recorded, counted, said, acknowledged', async () => {
    const world = await worldWith({ status_code: 500 });
    const attempt = { at: 1, duration_ms: 1, status_code: 500, error: 'x', response: '' };
    const pending = { status: 'pending', next_attempt_at: world.now, reason: null } as const;
    const message = aDeliveryMessage({ id: 'one' });
    await world.deliveries.record(message, { ...attempt, number: DELIVERY_ATTEMPTS - 1 }, pending);
    expect(await world.run(record('one', 'g'))).toEqual([]);
    expect(await world.deliveries.find(message.integration, 'one')).toMatchObject({ status: 'dead_lettered' });
    expect(world.levels()).toEqual(['error: delivery is dead-lettered']);
    expect([...world.metrics.flushed]).toEqual([['DeadLetteredDeliveries', 1]]);
  });

  it('keeps a message when the table fails, for the queue to bring it again', async () => {
    const world = await worldWith({});
    world.deliveries.record = () => Promise.reject(new Error('throttled'));
    expect(await world.run(record('one', 'g'))).toEqual(['one']);
    expect(world.postponed).toEqual([]);
    expect(world.levels()).toEqual(['error: delivery could not be attempted or recorded']);
  });

  it('keeps a message that could not be postponed; until it is due no attempt is made', async () => {
    const world = await worldWith({ status_code: 500 });
    const { inFlight } = world;
    world.inFlight = { postpone: () => Promise.reject(new Error('the queue is gone')) };
    expect(await world.run(record('one', 'g'))).toEqual(['one']);
    world.inFlight = inFlight;
    expect(await world.run(record('one', 'g'))).toEqual(['one']);
    expect(world.sent).toHaveLength(1);
    expect(world.postponed).toEqual([{ receiptHandle: 'receipt of one', seconds: 5 }]);
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['another version', JSON.stringify({ ...aDeliveryMessage(), v: 2 })],
    ['a missing field', JSON.stringify({ ...aDeliveryMessage(), body: undefined })],
    ['an unknown type', JSON.stringify({ ...aDeliveryMessage(), type: 'toString' })],
    ['a list', '[]'],
  ])('does not loop over a message that is none (%s), nor hide it', async (_what, body) => {
    const world = await worldWith();
    expect(await world.run(aRecord({ messageId: 'poison', group: 'g', body }), record('next', 'g'))).toEqual([]);
    expect(world.log.lines).toEqual([
      { level: 'error', message: 'message on the deliveries queue is not a delivery', fields: { messageId: 'poison' } },
    ]);
    expect(world.sent).toHaveLength(1);
  });
});
