import {
  ChangeMessageVisibilityCommand,
  MessageNotInflight,
  ReceiptHandleIsInvalid,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeliveriesInFlight } from '../../core/usecases/ports';

/** What SQS takes; never 0, which an engine that people run on one machine answers by hiding the message for good. */
const SHORTEST_SECONDS = 1;
const LONGEST_SECONDS = 43_200;

/** The deliveries queue as its consumer sees it. */
export function createDeliveriesInFlight(client: SQSClient, queueUrl: string): DeliveriesInFlight {
  return {
    async postpone(receiptHandle, seconds) {
      const whole = Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, Math.ceil(seconds)));
      try {
        await client.send(
          new ChangeMessageVisibilityCommand({
            QueueUrl: queueUrl,
            ReceiptHandle: receiptHandle,
            VisibilityTimeout: whole,
          }),
        );
      } catch (error) {
        // The message is visible again or gone: somebody else has it, and this receipt says nothing any more.
        if (error instanceof MessageNotInflight || error instanceof ReceiptHandleIsInvalid) return;
        throw error;
      }
    },
  };
}
