import { setTimeout as sleep } from 'node:timers/promises';
import type { TableState } from './aws/create-tables';
import type { AwsCall } from './aws/call';
import { tableName } from './assembly/names';
import { asArray, asObject, asText, type JsonObject } from './json';

/** Rows of one page of the scan, and the pause after it: the sweep must not be felt. */
const PAGE = 500;
const PAUSE_MS = 50;
/** Deletions remembered, until the stream has shown them; far more than pass between two reads. */
const REMEMBERED = 10_000;

/**
 * Deletes rows whose time to live has passed, which DynamoDB Local never does. In AWS it happens within days, so
 * nothing may rely on it; here it keeps the folder from growing for ever. The scan is the engine's own work: no
 * function scans.
 */
export class Sweep {
  private readonly stopping = new AbortController();
  private readonly swept = new Set<string>();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly call: AwsCall,
    private readonly tables: readonly TableState[],
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  /** Whether the row with these keys was deleted by the sweep: such deletions bear the TTL service's name in the stream. */
  readonly isExpiry = (keys: JsonObject): boolean => this.swept.has(identityOf(keys));

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await sleep(this.everyMs, undefined, { signal }).catch(() => undefined);
      for (const table of this.tables) await this.sweepTable(table);
    }
  }

  private async sweepTable({ table, ttlAttribute, keyNames }: TableState): Promise<void> {
    if (ttlAttribute === undefined) return;
    const now = String(Math.floor(Date.now() / 1000));
    const names = Object.fromEntries([...keyNames, ttlAttribute].map((name, index) => [`#a${index}`, name]));
    const ttl = `#a${keyNames.length}`;
    let start: JsonObject | undefined;
    do {
      const page = await this.try('Scan', {
        TableName: tableName(table),
        Limit: PAGE,
        // Only numbers count as a time to live; anything else is left alone, as in AWS.
        FilterExpression: `attribute_type(${ttl}, :number) AND ${ttl} < :now`,
        ProjectionExpression: Object.keys(names).join(', '),
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':now': { N: now }, ':number': { S: 'N' } },
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      });
      for (const row of asArray(page['Items']).map(asObject)) {
        await this.expire(tableName(table), row, { keyNames, ttlAttribute, now });
      }
      const next = page['LastEvaluatedKey'];
      start = next === undefined ? undefined : asObject(next);
      await sleep(PAUSE_MS);
    } while (start !== undefined && !this.stopping.signal.aborted);
  }

  private async expire(
    table: string,
    row: JsonObject,
    {
      keyNames,
      ttlAttribute,
      now,
    }: { readonly keyNames: readonly string[]; readonly ttlAttribute: string; readonly now: string },
  ): Promise<void> {
    const keys = Object.fromEntries(keyNames.map((name) => [name, row[name]]));
    this.remember(keys);
    await this.try('DeleteItem', {
      TableName: table,
      Key: keys,
      // Its life may have been prolonged since the scan read it.
      ConditionExpression: '#ttl < :now',
      ExpressionAttributeNames: { '#ttl': ttlAttribute },
      ExpressionAttributeValues: { ':now': { N: now } },
    });
  }

  private remember(keys: JsonObject): void {
    this.swept.add(identityOf(keys));
    const [oldest] = this.swept;
    if (this.swept.size > REMEMBERED && oldest !== undefined) this.swept.delete(oldest);
  }

  /** A row that was changed meanwhile stays; an engine that is down is met again at the next sweep. */
  private async try(operation: 'Scan' | 'DeleteItem', input: JsonObject): Promise<JsonObject> {
    try {
      return await this.call(`DynamoDB_20120810.${operation}`, input);
    } catch {
      return {};
    }
  }
}

/** One text per row, whatever the order of its key attributes. */
function identityOf(keys: JsonObject): string {
  const sorted = Object.keys(keys).sort();
  return JSON.stringify(sorted.map((name) => [name, asText(asObject(keys[name])['S']) ?? keys[name] ?? null]));
}
