import {
  DeleteItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Key } from '../../core/contracts/keys';

/** The one table, as every repository of this folder takes it. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
  /** Reads an item in another way than by a call of its own (see `joined-reads`). */
  readonly read?: (key: Key) => Promise<Item | null>;
}

/** An item as DynamoDB has it. The items' own files say what its attributes mean. */
export type Item = Record<string, AttributeValue>;

/** The attributes of an item's key. */
export function keyItem(key: Key): Item {
  return { pk: { S: key.pk }, sk: { S: key.sk } };
}

/** The item with this key as last written (strongly consistent), or null. */
export async function getItem(table: Table, key: Key): Promise<Item | null> {
  if (table.read !== undefined) return table.read(key);
  const { Item: item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: keyItem(key), ConsistentRead: true }),
  );
  return item ?? null;
}

/** Writes the item, replacing what was there. */
export async function putItem(table: Table, item: Item): Promise<void> {
  await table.client.send(new PutItemCommand({ TableName: table.name, Item: item }));
}

/** Deletes an item; one that is not there is as good as deleted. */
export async function deleteItem(table: Table, key: Key): Promise<void> {
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: keyItem(key) }));
}

/** A condition on the item that is there before the write. */
export interface Condition {
  readonly expression: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Item>;
}

/** Writes the item if the condition holds; the answer says whether it did. Everything else that goes wrong is thrown. */
export async function putItemIf(table: Table, item: Item, condition: Condition): Promise<boolean> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: item,
        ConditionExpression: condition.expression,
        ExpressionAttributeNames: condition.names,
        ExpressionAttributeValues: condition.values,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** All items of a partition whose sort key starts with `prefix`, ascending, as last written. */
export async function queryAll(table: Table, pk: string, prefix: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({ ...prefixQuery(table, pk, prefix), ExclusiveStartKey: start }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

/** The query for the items of a partition whose sort key starts with `prefix`, strongly consistent. */
export function prefixQuery(table: Table, pk: string, prefix: string): QueryCommandInput {
  return {
    TableName: table.name,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: prefix } },
    ConsistentRead: true,
  };
}
