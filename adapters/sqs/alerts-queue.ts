import { createHash } from 'node:crypto';
import type { AlertsQueue } from '../../core/usecases/ports';
import type { JsonCaller } from '../aws-json';

/** The standard queue between ingest and process. */
export function createAlertsQueue(sqs: JsonCaller<'sqs'>, queueUrl: string): AlertsQueue {
  return {
    async send(messageBody, group) {
      // The group makes the queue a fair one: it orders nothing here, but keeps one integration from delaying others (I9).
      const input = { QueueUrl: queueUrl, MessageBody: messageBody, MessageGroupId: group };
      const { MD5OfMessageBody: digest } = await sqs.call('SendMessage', input);
      // SQS says what it has: an alert is accepted when that is what was sent, and not merely when something answered 200.
      if (digest !== createHash('md5').update(messageBody).digest('hex'))
        throw new Error('The alerts queue has another message than was sent.');
    },
  };
}
