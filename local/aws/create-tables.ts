import { RunnerFailure } from '../failure';
import { asArray, asObject, asText, type JsonObject } from '../json';
import { tableName } from '../assembly/names';
import type { Resource } from '../assembly/template';
import { AwsError, type AwsCall } from './call';

/** A table that exists now. */
export interface TableState {
  readonly table: Resource;
  readonly streamArn?: string;
  readonly keyNames: readonly string[];
  /** The attribute whose passing expires a row. */
  readonly ttlAttribute?: string;
  /** True when this start made it: then nothing was ever written to its stream. */
  readonly created: boolean;
}

/** Makes a template's table with the properties that matter here, unless it exists; adds indexes that are new. */
export async function createTable(call: AwsCall, table: Resource): Promise<TableState> {
  const name = tableName(table);
  const existing = await describe(call, name);
  if (existing !== undefined) await addIndexes(call, table, existing);
  else await call('DynamoDB_20120810.CreateTable', creationOf(table));
  const description = existing ?? (await describe(call, name)) ?? {};
  const ttl = asObject(table.properties['TimeToLiveSpecification']);
  const ttlAttribute = ttl['Enabled'] === false ? undefined : asText(ttl['AttributeName']);
  const streamArn = asText(description['LatestStreamArn']);
  return {
    table,
    keyNames: keyNamesOf(description),
    created: existing === undefined,
    ...(streamArn === undefined ? {} : { streamArn }),
    ...(ttlAttribute === undefined ? {} : { ttlAttribute }),
  };
}

async function describe(call: AwsCall, name: string): Promise<JsonObject | undefined> {
  try {
    return asObject((await call('DynamoDB_20120810.DescribeTable', { TableName: name }))['Table']);
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** Only what DynamoDB Local knows: encryption, recovery, tags and replicas are AWS's business. */
function creationOf(table: Resource): JsonObject {
  const { properties } = table;
  const view = asObject(properties['StreamSpecification'])['StreamViewType'];
  const indexes = asArray(properties['GlobalSecondaryIndexes']).map((index) => indexOf(asObject(index)));
  const local = asArray(properties['LocalSecondaryIndexes']);
  return {
    TableName: tableName(table),
    AttributeDefinitions: properties['AttributeDefinitions'],
    KeySchema: properties['KeySchema'],
    BillingMode: 'PAY_PER_REQUEST',
    ...(view === undefined ? {} : { StreamSpecification: { StreamEnabled: true, StreamViewType: view } }),
    ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes }),
    ...(local.length === 0 ? {} : { LocalSecondaryIndexes: local }),
  };
}

function indexOf(index: JsonObject): JsonObject {
  return { IndexName: index['IndexName'], KeySchema: index['KeySchema'], Projection: index['Projection'] };
}

async function addIndexes(call: AwsCall, table: Resource, existing: JsonObject): Promise<void> {
  if (keyNamesOf(existing).join() !== keyNamesOf(table.properties).join()) {
    throw new RunnerFailure(
      `the table ${tableName(table)} in the data folder has other keys than the template: use another folder`,
    );
  }
  const there = asArray(existing['GlobalSecondaryIndexes']).map((index) => asText(asObject(index)['IndexName']));
  for (const index of asArray(table.properties['GlobalSecondaryIndexes']).map(asObject)) {
    if (there.includes(asText(index['IndexName']))) continue;
    await call('DynamoDB_20120810.UpdateTable', {
      TableName: tableName(table),
      AttributeDefinitions: table.properties['AttributeDefinitions'],
      GlobalSecondaryIndexUpdates: [{ Create: indexOf(index) }],
    });
  }
}

function keyNamesOf(described: JsonObject): readonly string[] {
  return asArray(described['KeySchema']).map((key) => asText(asObject(key)['AttributeName']) ?? '');
}
