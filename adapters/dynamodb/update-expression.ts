import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Condition } from './table';

/** Attributes to set (null: to remove), under a condition. */
export interface Change {
  readonly set: Readonly<Record<string, AttributeValue | null>>;
  readonly condition?: Condition;
}

type Written = Pick<
  UpdateItemCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** The change as the parameters of an UpdateItem. Every name has a placeholder, as any may be a reserved word. */
export function writeUpdate({ set, condition }: Change): Written {
  const entries = Object.entries(set).map(([name, value], i) => ({ name, value, at: `#a${i}`, to: `:v${i}` }));
  const sets = entries.filter(({ value }) => value !== null).map(({ at, to }) => `${at} = ${to}`);
  const removes = entries.filter(({ value }) => value === null).map(({ at }) => at);
  const values = entries.flatMap(({ to, value }) => (value === null ? [] : [[to, value] as const]));
  return {
    UpdateExpression: [clause('SET', sets), clause('REMOVE', removes)].join(' ').trim(),
    ConditionExpression: condition?.expression,
    ExpressionAttributeNames: { ...Object.fromEntries(entries.map(({ at, name }) => [at, name])), ...condition?.names },
    ExpressionAttributeValues: { ...Object.fromEntries(values), ...condition?.values },
  };
}

function clause(word: string, parts: readonly string[]): string {
  return parts.length === 0 ? '' : `${word} ${parts.join(', ')}`;
}
