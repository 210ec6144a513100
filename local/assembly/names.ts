import { asText } from '../json';
import type { Resource } from './template';

/** The account and region that everything local claims to be in; fauxqs and the SDK agree on them. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';
export const STACK = 'tocsin-local';

/** Name of a queue, as CloudFormation would choose one when the template names none: FIFO names must end in `.fifo`. */
export function queueName(queue: Resource): string {
  const given = asText(queue.properties['QueueName']);
  if (given !== undefined) return given;
  return queue.properties['FifoQueue'] === true ? `${queue.id}.fifo` : queue.id;
}

export function queueArn(queue: Resource): string {
  return `arn:aws:sqs:${REGION}:${ACCOUNT}:${queueName(queue)}`;
}

export function tableName(table: Resource): string {
  return asText(table.properties['TableName']) ?? table.id;
}

export function functionName(fn: Resource): string {
  return asText(fn.properties['FunctionName']) ?? fn.id;
}

export function functionArn(name: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
}

/** Rules without a name are called by their logical id here. */
export function ruleArn(rule: Resource): string {
  return `arn:aws:events:${REGION}:${ACCOUNT}:rule/${asText(rule.properties['Name']) ?? rule.id}`;
}

/** Six characters at the end, as Secrets Manager adds; here always the same, so that the ARN survives restarts. */
export function secretArn(secret: Resource): string {
  return `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${asText(secret.properties['Name']) ?? secret.id}-000000`;
}
