import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { AlertsQueue } from '../../core/usecases/ports';

/** The standard queue between ingest and process. */
export function createAlertsQueue(client: SQSClient, queueUrl: string): AlertsQueue {
  return {
    async send(messageBody, group) {
      // The group makes the queue a fair one: it orders nothing here, but keeps one integration from delaying others (I9).
      await client.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: messageBody, MessageGroupId: group }),
      );
    },
  };
}
