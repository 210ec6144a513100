import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { TocsinFunction } from './tocsin-function';

export interface QueueConsumerProps {
  readonly queue: IQueue;
  readonly consumer: TocsinFunction;
  readonly batchSize: number;
  /** At most so many copies of the function for this queue; without it only the account's limit holds. */
  readonly maxConcurrency?: number;
}

/**
 * Lets a function work on a queue. Always with partial batch responses: only the messages that the function names come
 * back, so a poison message takes nobody with it. No batching window: a message that is alone does not wait for company.
 */
export function consumeQueue(scope: Construct, id: string, props: QueueConsumerProps): EventSourceMapping {
  // The three actions that Lambda's poller needs, and no more.
  props.consumer.allow({
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    resources: [props.queue.queueArn],
  });
  return new EventSourceMapping(scope, id, {
    target: props.consumer.lambda,
    eventSourceArn: props.queue.queueArn,
    batchSize: props.batchSize,
    reportBatchItemFailures: true,
    ...(props.maxConcurrency !== undefined && { maxConcurrency: props.maxConcurrency }),
  });
}
