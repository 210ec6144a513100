import { asObject, asText, isObject, type Json, type JsonObject } from '../json';
import { queueName } from '../assembly/names';
import { resolveValue, type Values } from '../assembly/resolve';
import { queueUrl } from '../assembly/values';
import type { Resource } from '../assembly/template';
import { AwsError, type AwsCall } from './call';

/** Template properties that are attributes of the queue engine, under the same name. */
const ATTRIBUTES = [
  'VisibilityTimeout',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'RedrivePolicy',
] as const;

/**
 * Makes the template's queues unless they exist; those that exist get the template's attributes.
 * Dead-letter queues come first: they have no redrive policy of their own.
 */
export async function createQueues(
  call: AwsCall,
  queues: readonly Resource[],
  values: Values,
  endpoint: string,
): Promise<void> {
  const ordered = [...queues].sort((left, right) => Number(hasRedrive(left)) - Number(hasRedrive(right)));
  for (const queue of ordered) {
    const attributes = attributesOf(queue, values);
    try {
      await call('AmazonSQS.CreateQueue', { QueueName: queueName(queue), Attributes: attributes });
    } catch (error) {
      // It exists with other attributes: the template has changed since.
      if (!(error instanceof AwsError) || !error.code.endsWith('QueueNameExists')) throw error;
      await call('AmazonSQS.SetQueueAttributes', { QueueUrl: queueUrl(queue, endpoint), Attributes: attributes });
    }
  }
}

function hasRedrive(queue: Resource): boolean {
  return queue.properties['RedrivePolicy'] !== undefined;
}

function attributesOf(queue: Resource, values: Values): JsonObject {
  const properties = asObject(resolveValue(queue.properties, values, queue.id));
  const entries = ATTRIBUTES.flatMap((name): readonly (readonly [string, string])[] => {
    const value = attributeText(properties[name]);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

/** SQS takes all attributes as text, the redrive policy as JSON in text. */
function attributeText(value: Json | undefined): string | undefined {
  if (isObject(value)) return JSON.stringify(value);
  return typeof value === 'boolean' ? String(value) : asText(value);
}
