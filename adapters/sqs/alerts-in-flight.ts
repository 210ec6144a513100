import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { AlertsInFlight } from '../../core/usecases/ports';

/** One receive and one batch of SQS have so many messages at most (AWS quotas, August 2025). */
const BATCH_COUNT = 10;

/** The alerts queue as its consumer sees it. */
export function createAlertsInFlight(client: SQSClient, queueUrl: string): AlertsInFlight {
  return {
    async take() {
      const { Messages: messages = [] } = await client.send(
        // A batch is in hand already, which is not to wait for more: whatever the queue's own setting is, none is waited for.
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: BATCH_COUNT, WaitTimeSeconds: 0 }),
      );
      return messages.map(({ MessageId: messageId = '', ReceiptHandle: receipt = '', Body: body = '' }) => ({
        messageId,
        receipt,
        body,
      }));
    },

    async remove(receipts) {
      const starts = Array.from(
        { length: Math.ceil(receipts.length / BATCH_COUNT) },
        (_, index) => index * BATCH_COUNT,
      );
      const batches = starts.map((start) => receipts.slice(start, start + BATCH_COUNT));
      const left = await Promise.all(batches.map((batch) => removeBatch(client, queueUrl, batch)));
      return left.reduce((sum, count) => sum + count, 0);
    },
  };
}

/** How many of the batch are still there. Throws for nothing: what is not removed comes again, and nothing else happens. */
async function removeBatch(client: SQSClient, queueUrl: string, receipts: readonly string[]): Promise<number> {
  const entries = receipts.map((receipt, index) => ({ Id: String(index), ReceiptHandle: receipt }));
  try {
    const { Failed: failed = [] } = await client.send(
      new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
    );
    return failed.length;
  } catch {
    // The alerts have ended and are stored; that they come again costs a little, and changes nothing. The caller says so.
    return receipts.length;
  }
}
