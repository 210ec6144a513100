import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryMessage } from '../../core/contracts/delivery';
import { deduplicationIdOf } from '../../core/domain/webhook/redelivery';
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

    async askToRelease(message) {
      const { integration, nonce } = message;
      // A group of its own per endpoint: one release at a time, and none of its deliveries waits behind it.
      const group = digest([integration, 'release']).toString('base64url');
      await sendBatch(client, queueUrl, [
        { id: `${integration}-release-${nonce}`, group, body: JSON.stringify(message) },
      ]);
    },
  };
}

/** So many deliveries of one endpoint at most are replayed side by side. */
const REPLAY_LANES = 4;

/**
 * Messages of one endpoint and incident stay in order; ids of both may be of any length, groups have 128 characters.
 *
 * What is replayed has a few lanes per endpoint instead, an incident's always the same one: however much it is, it
 * takes no more of deliver's concurrency than that, so live deliveries do not wait for it (I9).
 */
export function groupOf({ integration, incident, redelivery }: DeliveryMessage): string {
  const own = digest([integration, incident.unique_id]);
  if (redelivery?.replay === undefined) return own.toString('base64url');
  return digest([integration, 'replay', own.readUInt8() % REPLAY_LANES]).toString('base64url');
}

function digest(parts: readonly (string | number)[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

function toSendable(message: DeliveryMessage): Sendable {
  return { id: deduplicationIdOf(message), group: groupOf(message), body: JSON.stringify(message) };
}

async function sendBatch(client: SQSClient, queueUrl: string, batch: readonly Sendable[]): Promise<void> {
  const { Failed: failed = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: batch.map(({ id, group, body }, i) => ({
        Id: String(i),
        MessageBody: body,
        MessageGroupId: group,
        // The delivery's id, the same however often dispatch sends it: a repeat within five minutes is dropped by the queue, a
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
