import { describe, expect, it } from '@jest/globals';
import { type BatchGetItemCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { joinReads } from '../../../../adapters/dynamodb/joined-reads';
import { getItem, type Item, type Table } from '../../../../adapters/dynamodb/table';

const key = (pk: string) => ({ pk, sk: 's' });
const item = (pk: string): Item => ({ pk: { S: pk }, sk: { S: 's' }, v: { S: `value of ${pk}` } });

/** A table with items a, b and c, that leaves keys out when told to, and notes the calls. */
function start(leftOut: readonly string[] = [], failing = false) {
  const calls: string[] = [];
  const has = (pk: string) => ['a', 'b', 'c'].includes(pk);
  const send = (command: unknown): Promise<unknown> => {
    if (failing) return Promise.reject(new Error('throttled'));
    if (command instanceof GetItemCommand) {
      const pk = command.input.Key?.['pk']?.S ?? '';
      calls.push(`get ${pk}`);
      return Promise.resolve({ Item: has(pk) ? item(pk) : undefined });
    }
    const { Keys = [] } = (command as BatchGetItemCommand).input.RequestItems?.['t'] ?? {};
    const asked = Keys.map(({ pk }) => pk?.S ?? '');
    calls.push(`batch ${asked.join()}`);
    const given = asked.filter((pk) => has(pk) && !leftOut.includes(pk)).map(item);
    const rest = Keys.filter(({ pk }) => leftOut.includes(pk?.S ?? ''));
    return Promise.resolve({ Responses: { t: given }, UnprocessedKeys: rest.length > 0 ? { t: { Keys: rest } } : {} });
  };
  const table: Table = joinReads({ client: { send } as unknown as DynamoDBClient, name: 't' });
  return { table, calls };
}

describe('reads that are joined', () => {
  it('are one call for what is asked at the same moment, each key once', async () => {
    const { table, calls } = start();
    const found = await Promise.all(['a', 'none', 'b', 'a'].map((pk) => getItem(table, key(pk))));
    expect(found).toEqual([item('a'), null, item('b'), item('a')]);
    expect(calls).toEqual(['batch a,none,b']);
  });

  it('are a plain one when something is asked for alone, and another later', async () => {
    const { table, calls } = start();
    expect(await getItem(table, key('a'))).toEqual(item('a'));
    expect(await getItem(table, key('none'))).toBeNull();
    expect(calls).toEqual(['get a', 'get none']);
  });

  it('ask again, alone, for what was left out', async () => {
    const { table, calls } = start(['b']);
    expect(await Promise.all(['a', 'b'].map((pk) => getItem(table, key(pk))))).toEqual([item('a'), item('b')]);
    expect(calls).toEqual(['batch a,b', 'get b']);
  });

  it('fail for all who asked', async () => {
    const { table } = start([], true);
    const reads = ['a', 'b'].map((pk) => getItem(table, key(pk)));
    await Promise.all(reads.map((read) => expect(read).rejects.toThrow('throttled')));
  });
});
