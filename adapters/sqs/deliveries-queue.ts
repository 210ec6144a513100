import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryMessage } from '../../core/contracts/delivery';
import type { DeliveriesQueue } from '../../core/usecases/ports';
import { toBatches, toRounds, type Sendable } from './rounds';

/** The FIFO queue between dispatch and deliver: in order per endpoint and incident. */
export function createDeliveriesQueue(client: SQSClient, queueUrl: string): DeliveriesQueue {
  return {
    async send(messages) {
      // A round has one message per group at most: a part of a batch may fail, and what comes later in the same group
      // must not be in the queue before it.
      for (const round of toRounds(messages.map(toSendable))) {
        const batches = await Promise.allSettled(toBatches(round).map((batch) => sendBatch(client, queueUrl, batch)));
        const failed = batches.find((batch) => batch.status === 'rejected');
        if (failed !== undefined) throw failed.reason;
      }
    },
  };
}

/** Messages of one endpoint and incident stay in order; ids of both may be of any length, groups have 128 characters. */
export function groupOf({ integration, incident }: DeliveryMessage): string {
  return createHash('sha256')
    .update(JSON.stringify([integration, incident.unique_id]))
    .digest('base64url');
}

function toSendable(message: DeliveryMessage): Sendable {
  return { id: message.id, group: groupOf(message), body: JSON.stringify(message) };
}

async function sendBatch(client: SQSClient, queueUrl: string, batch: readonly Sendable[]): Promise<void> {
  const { Failed: failed = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: batch.map(({ id, group, body }, i) => ({
        Id: String(i),
        MessageBody: body,
        MessageGroupId: group,
        // The delivery's id, the same however often it is sent: a repeat within five minutes is dropped by the queue, a
        // later one is recognised by deliver.
        MessageDeduplicationId: id,
      })),
    }),
  );
  const [first] = failed;
  if (first === undefined) return;
  const why = `${first.Code ?? 'no code'}: ${first.Message ?? 'no message'}`;
  throw new Error(`The deliveries queue refused ${failed.length} of ${batch.length} messages (${why}).`);
}
