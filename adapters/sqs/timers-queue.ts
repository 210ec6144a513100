import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DelayedTimer, TimersQueue } from '../../core/usecases/ports';

/** A batch of SQS takes so many messages; timers are far too small for its limit of bytes. */
const BATCH_COUNT = 10;

/** The standard queue in which timers wait. */
export function createTimersQueue(client: SQSClient, queueUrl: string): TimersQueue {
  return {
    async send(timers) {
      for (let from = 0; from < timers.length; from += BATCH_COUNT) {
        await sendBatch(client, queueUrl, timers.slice(from, from + BATCH_COUNT));
      }
    },
  };
}

async function sendBatch(client: SQSClient, queueUrl: string, timers: readonly DelayedTimer[]): Promise<void> {
  const { Failed: failed = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: timers.map(({ timer, delay_seconds }, i) => ({
        Id: String(i),
        MessageBody: JSON.stringify(timer),
        DelaySeconds: delay_seconds,
        // Makes the queue a fair one: a service with very many timers does not delay those of others (I9).
        MessageGroupId: timer.service,
      })),
    }),
  );
  const [first] = failed;
  if (first === undefined) return;
  const why = `${first.Code ?? 'no code'}: ${first.Message ?? 'no message'}`;
  throw new Error(`The timers queue refused ${failed.length} of ${timers.length} messages (${why}).`);
}
