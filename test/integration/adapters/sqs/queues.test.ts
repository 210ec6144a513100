import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { createSqsClient } from '../../../../adapters/aws-clients';
import { createAlertsInFlight } from '../../../../adapters/sqs/alerts-in-flight';
import { createJsonCaller } from '../../../../adapters/aws-json';
import { createAlertsQueue } from '../../../../adapters/sqs/alerts-queue';
import { createDeliveriesBacklog } from '../../../../adapters/sqs/deliveries-backlog';
import { createDeliveriesInFlight } from '../../../../adapters/sqs/deliveries-in-flight';
import { createDeliveriesQueue } from '../../../../adapters/sqs/deliveries-queue';
import { createTimersQueue } from '../../../../adapters/sqs/timers-queue';
import type { DeliveryMessage } from '../../../../core/contracts/delivery';
import type { TimerMessage } from '../../../../core/contracts/timer';
import { aDeliveryMessage } from '../../../support/builders/deliveries';
import { aTimer } from '../../../support/builders/timers';
import { startEngines, type Engines } from '../../../support/engines';
import { eventually } from '../../../support/eventually';
import { alertsInFlightContract, type QueueUnderTest } from '../../../support/port-contracts/alerts-in-flight';

const FIFO = { FifoQueue: 'true', VisibilityTimeout: '60' };

describe('queues', () => {
  let engines: Engines;
  let client: SQSClient;

  beforeAll(async () => {
    engines = await startEngines({
      queues: {
        alerts: {},
        'alerts-large': {},
        'order.fifo': FIFO,
        'large.fifo': FIFO,
        'postpone.fifo': FIFO,
        'waiting.fifo': FIFO,
        timers: {},
      },
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
  async function drain<T = DeliveryMessage>(queue: string): Promise<readonly T[]> {
    const bodies: T[] = [];
    for (;;) {
      const messages = await receive(queue);
      if (messages.length === 0) return bodies;
      for (const { Body: body, ReceiptHandle: handle } of messages) {
        bodies.push(JSON.parse(body ?? '') as T);
        await client.send(new DeleteMessageCommand({ QueueUrl: engines.queueUrl(queue), ReceiptHandle: handle }));
      }
    }
  }

  it('the alerts queue has a message as it was sent when send resolves', async () => {
    const body = '{"id":12345678901234567890,"text":"\\ud800 ü"}';
    await createAlertsQueue(createJsonCaller('sqs', 'background'), engines.queueUrl('alerts')).send(body, randomUUID());
    expect((await receive('alerts')).map((message) => message.Body)).toEqual([body]);
  });

  it('the alerts queue takes a message of nearly a mebibyte and refuses a larger one by throwing', async () => {
    const queue = createAlertsQueue(createJsonCaller('sqs', 'background'), engines.queueUrl('alerts-large'));
    await expect(queue.send('x'.repeat(1_047_000), 'group')).resolves.toBeUndefined();
    await expect(queue.send('x'.repeat(1_100_000), 'group')).rejects.toThrow();
  });

  /** A queue of its own. What is taken comes again a second after it is asked to. */
  async function makeQueue(): Promise<QueueUnderTest> {
    const { QueueUrl: url = '' } = await client.send(
      new CreateQueueCommand({ QueueName: randomUUID(), Attributes: { VisibilityTimeout: '60' } }),
    );
    const inFlight = createAlertsInFlight(client, url);
    const receipts = new Set<string>();
    const lapse = async (): Promise<void> => {
      const hide = (receipt: string) =>
        // What was removed is not in flight any more.
        client
          .send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout: 1 }))
          .catch(() => undefined);
      await Promise.all([...receipts].map(hide));
    };
    const take = async () => {
      const some = await inFlight.take();
      for (const { receipt } of some) receipts.add(receipt);
      return some;
    };
    return {
      queue: createAlertsQueue(createJsonCaller('sqs', 'background'), url),
      inFlight: { ...inFlight, take },
      lapse,
    };
  }

  alertsInFlightContract(makeQueue);

  it('the alerts queue dead-letters what is taken too often, whoever takes it', async () => {
    const { QueueUrl: dead = '' } = await client.send(new CreateQueueCommand({ QueueName: randomUUID() }));
    const { Attributes: of } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ['QueueArn'] }),
    );
    const redrive = JSON.stringify({ deadLetterTargetArn: of?.QueueArn, maxReceiveCount: 2 });
    const { QueueUrl: url = '' } = await client.send(
      new CreateQueueCommand({
        QueueName: randomUUID(),
        Attributes: { VisibilityTimeout: '1', RedrivePolicy: redrive },
      }),
    );
    await createAlertsQueue(createJsonCaller('sqs', 'background'), url).send('poison', 'group');
    const [queue, deadLetters] = [createAlertsInFlight(client, url), createAlertsInFlight(client, dead)];
    let takes = 0;
    const [buried] = await eventually({ what: 'the message on the dead-letter queue' }, async () => {
      takes += (await queue.take()).length;
      const some = await deadLetters.take();
      return some.length > 0 && some;
    });
    expect({ takes, body: buried?.body }).toEqual({ takes: 2, body: 'poison' });
  });

  it('what cannot be removed from the alerts queue is counted, and nothing is thrown', async () => {
    const missing = createAlertsInFlight(client, engines.queueUrl('alerts').replace('alerts', 'missing'));
    await expect(missing.remove(['a', 'b'])).resolves.toBe(2);
    await expect(missing.take()).rejects.toThrow();
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

  it('timers come when their delay is over and not before, however many are sent together', async () => {
    const queue = createTimersQueue(client, engines.queueUrl('timers'));
    const sequences = Array.from({ length: 23 }, (_, sequence) => sequence);
    await queue.send(
      sequences.map((sequence) => ({ timer: aTimer({ sequence }), delay_seconds: sequence < 12 ? 0 : 2 })),
    );
    const early = (await drain<TimerMessage>('timers')).map(({ sequence }) => sequence);
    const late = await eventually({ what: 'the delayed timers' }, async () => {
      const timers = await drain<TimerMessage>('timers');
      return timers.length > 0 && timers;
    });
    expect(early.sort((a, b) => a - b)).toEqual(sequences.slice(0, 12));
    expect(late.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(sequences.slice(12));
  });

  it('sending timers throws when the queue does not take them', async () => {
    const queue = createTimersQueue(client, engines.queueUrl('timers').replace('timers', 'missing'));
    await expect(queue.send([{ timer: aTimer(), delay_seconds: 0 }])).rejects.toThrow();
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

  it('those that wait behind a delivery of their incident are counted, and not the one that is worked on', async () => {
    const integration = randomUUID();
    const [first, ...others] = [1, 2, 3].map((sequence) => aDeliveryMessage({ integration, sequence }));
    const url = engines.queueUrl('waiting.fifo');
    const [queue, backlog] = [
      createDeliveriesQueue(client, url),
      createDeliveriesBacklog(createJsonCaller('sqs', 'background'), url),
    ];
    expect(await backlog.countWaiting()).toBe(0);
    await queue.send([first!]);
    await eventually({ what: 'it is received' }, async () => (await receive('waiting.fifo')).length === 1);
    await queue.send(others);
    expect(await backlog.countWaiting()).toBe(2);
    expect(await receive('waiting.fifo')).toEqual([]);
  });
});
