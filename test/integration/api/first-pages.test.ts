import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { createEntities } from '../../../adapters/dynamodb/entities';
import { createIncidents } from '../../../adapters/dynamodb/incidents';
import { STATUS } from '../../../core/contracts/incident';
import { deriveSigningKey } from '../../../core/domain/signing';
import { planAccount, type FillSize } from '../../../scripts/fill/account-plan';
import { comparePages, type ComparedPage } from '../../../scripts/fill/compare-pages';
import { fillAccount } from '../../../scripts/fill/fill-account';
import { measureFirstPages } from '../../../scripts/fill/measure-reads';
import { startEngines } from '../../support/engines';

/** Lists of a small account and of one many times as large, by the api function over the real table. */

/** The newest page of numbers has as many in both: a list may have to read one page more or less by where they begin. */
const SMALL: FillSize = { teams: 10, services: 10, integrations: 10, incidents: 136, details: 10 };
const LARGE: FillSize = { teams: 25, services: 100, integrations: 100, incidents: 616, details: 40 };
const KEY = deriveSigningKey('a secret', 'trace-ids');
const NOW = Date.now() * 1_000;

async function filledWith<T>(
  size: FillSize,
  look: (filled: Awaited<ReturnType<typeof fill>>) => Promise<T>,
): Promise<T> {
  const engines = await startEngines({ table: { StreamSpecification: { StreamEnabled: false } } });
  const client = new DynamoDBClient({});
  try {
    return await look(await fill({ client, name: engines.tableName }, size));
  } finally {
    client.destroy();
    await engines.stop();
  }
}

async function fill(table: { readonly client: DynamoDBClient; readonly name: string }, size: FillSize) {
  const plan = planAccount({ seed: 'test', account: 'fi11d', signingKey: KEY, now: NOW }, size);
  return { table, plan, account: await fillAccount(table, plan, KEY) };
}

const measure = ({ table, plan, account }: Awaited<ReturnType<typeof fill>>) =>
  measureFirstPages(table.name, plan, account, KEY);

describe('the first page of each list', () => {
  it('costs as many read units in a large account as in a small one', async () => {
    const small = await filledWith(SMALL, measure);
    const large = await filledWith(LARGE, async (filled) => {
      const incidents = createIncidents(filled.table);
      const all = await incidents.walk('fi11d', { from: null, direction: 'older', only_open: false, limit: 700 });
      expect(all.incidents.map(({ number }) => number)).toEqual(Array.from({ length: 616 }, (_, i) => 616 - i));
      const open = await incidents.walk('fi11d', { from: null, direction: 'older', only_open: true, limit: 700 });
      expect(open.incidents).toEqual(all.incidents.filter(({ status }) => status !== STATUS.resolved));
      const followed = all.incidents.find(({ ordinal }) => ordinal === 2);
      expect(await createEntities(filled.table).load(followed!.integration, followed!.entity_id)).toMatchObject({
        incident: { ordinal: 2 },
      });
      return measure(filled);
    });

    const compared = comparePages(small, large, { small: SMALL, large: LARGE });
    expect(compared.flatMap(({ name, wrong }) => (wrong === null ? [] : [`${name}: ${wrong}`]))).toEqual([]);
    const unitsOf = (name: string): ComparedPage => compared.find((page) => page.name === name)!;
    // What is counted is there: each of ten incidents is read, and what it belongs to.
    expect(unitsOf('incidents, status 0').large).toMatchObject({ results: 10 });
    expect(unitsOf('incidents, status 0').large.readUnits).toBeGreaterThan(20);
    expect(unitsOf('status of a request with many alerts').large).toMatchObject({ results: 100 });
    expect(compared.filter(({ grows }) => grows === 'flat').length).toBeGreaterThan(40);
  }, 120_000);
});
