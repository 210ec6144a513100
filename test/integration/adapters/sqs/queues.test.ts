import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeleteMessageCommand, ReceiveMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import { createSqsClient } from '../../../../adapters/aws-clients';
import { createAlertsQueue } from '../../../../adapters/sqs/alerts-queue';
import { createDeliveriesInFlight } from '../../../../adapters/sqs/deliveries-in-flight';
import { createDeliveriesQueue } from '../../../../adapters/sqs/deliveries-queue';
import type { DeliveryMessage } from '../../../../core/contracts/delivery';
import { aDeliveryMessage } from '../../../support/builders/deliveries';
import { startEngines, type Engines } from '../../../support/engines';

const FIFO = { FifoQueue: 'true', VisibilityTimeout: '60' };

describe('queues', () => {
  let engines: Engines;
  let client: SQSClient;

  beforeAll(async () => {
    engines = await startEngines({
      queues: { alerts: {}, 'alerts-large': {}, 'order.fifo': FIFO, 'large.fifo': FIFO, 'postpone.fifo': FIFO },
    });
    client = createSqsClient('background');
  });
  afterAll(async () => {
    client.destroy();
    await engines.stop();
  });

  async function receive(queue: string): Promise<readonly Message[]> {
    const { Messages: messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: engines.queueUrl(queue), MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    return messages ?? [];
  }

  /** Receives and deletes until nothing comes any more. */
  async function drain(queue: string): Promise<readonly DeliveryMessage[]> {
    const bodies: DeliveryMessage[] = [];
    for (;;) {
      const messages = await receive(queue);
      if (messages.length === 0) return bodies;
      for (const { Body: body, ReceiptHandle: handle } of messages) {
        bodies.push(JSON.parse(body ?? '') as DeliveryMessage);
        await client.send(new DeleteMessageCommand({ QueueUrl: engines.queueUrl(queue), ReceiptHandle: handle }));
      }
    }
  }

  it('the alerts queue has a message as it was sent when send resolves', async () => {
    const body = '{"id":12345678901234567890,"text":"\\ud800 ü"}';
    await createAlertsQueue(client, engines.queueUrl('alerts')).send(body, randomUUID());
    expect((await receive('alerts')).map((message) => message.Body)).toEqual([body]);
  });

  it('the alerts queue takes a message of nearly a mebibyte and refuses a larger one by throwing', async () => {
    const queue = createAlertsQueue(client, engines.queueUrl('alerts-large'));
    await expect(queue.send('x'.repeat(1_047_000), 'group')).resolves.toBeUndefined();
    await expect(queue.send('x'.repeat(1_100_000), 'group')).rejects.toThrow();
  });

  it('deliveries of one endpoint and incident come in the order sent, each once however often they are sent', async () => {
    const endpoints = [randomUUID(), randomUUID(), randomUUID()];
    const messages = [1, 2, 3, 4, 5].flatMap((sequence) =>
      endpoints.map((integration) => aDeliveryMessage({ integration, sequence })),
    );
    const queue = createDeliveriesQueue(client, engines.queueUrl('order.fifo'));
    await queue.send(messages);
    await queue.send(messages);
    const received = await drain('order.fifo');
    for (const endpoint of endpoints) {
      const sequences = received.filter(({ integration }) => integration === endpoint).map(({ sequence }) => sequence);
      expect(sequences).toEqual([1, 2, 3, 4, 5]);
    }
    expect(received).toHaveLength(15);
  });

  it('deliveries that together are larger than a batch may be are all sent', async () => {
    const messages = Array.from({ length: 5 }, () => aDeliveryMessage({ body: 'x'.repeat(400_000) }));
    await createDeliveriesQueue(client, engines.queueUrl('large.fifo')).send(messages);
    expect(new Set((await drain('large.fifo')).map(({ id }) => id))).toEqual(new Set(messages.map(({ id }) => id)));
  });

  it('sending deliveries throws when the queue does not take them', async () => {
    const queue = createDeliveriesQueue(client, engines.queueUrl('large.fifo').replace('large', 'missing'));
    await expect(queue.send([aDeliveryMessage()])).rejects.toThrow();
  });

  it('a postponed delivery comes back after its time, with the later ones of its incident behind it', async () => {
    const integration = randomUUID();
    const messages = [1, 2].map((sequence) => aDeliveryMessage({ integration, sequence }));
    await createDeliveriesQueue(client, engines.queueUrl('postpone.fifo')).send(messages);
    const [first] = await receive('postpone.fifo');
    const inFlight = createDeliveriesInFlight(client, engines.queueUrl('postpone.fifo'));
    await inFlight.postpone(first?.ReceiptHandle ?? '', 0.2);
    const again: DeliveryMessage[] = [];
    const deadline = Date.now() + 30_000;
    while (again.length < 2 && Date.now() < deadline) again.push(...(await drain('postpone.fifo')));
    expect(again.map(({ sequence }) => sequence)).toEqual([1, 2]);
    await expect(inFlight.postpone(first?.ReceiptHandle ?? '', 5)).resolves.toBeUndefined();
  });
});
