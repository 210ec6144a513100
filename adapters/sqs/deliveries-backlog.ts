import type { DeliveriesBacklog } from '../../core/usecases/ports';
import type { JsonCaller } from '../aws-json';

/** The deliveries queue as the ledger sees it. */
export function createDeliveriesBacklog(sqs: JsonCaller<'sqs'>, queueUrl: string): DeliveriesBacklog {
  return {
    async countWaiting() {
      // Those in flight are left out: a delivery that was received has a row, or comes back within the allowed time.
      const names = ['ApproximateNumberOfMessages'];
      const { Attributes } = await sqs.call('GetQueueAttributes', { QueueUrl: queueUrl, AttributeNames: names });
      return Number((Attributes as Readonly<Record<string, string>>)['ApproximateNumberOfMessages']);
    },
  };
}
