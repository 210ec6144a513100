import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../adapters/dynamodb/table';
import type { JsonObject } from '../../core/contracts/json';
import { createHandler } from '../../lambdas/api/handler';
import { createRepositories } from '../../lambdas/api/deps';
import { ApiWorld, client } from '../../test/support/builders/api-world';
import { RETENTION_DAYS, type AccountPlan } from './account-plan';
import type { FilledAccount } from './fill-account';
import { firstPages, type FirstPage } from './first-pages';
import { makeSamples } from './make-samples';

/** What a first page cost. */
export interface MeasuredPage extends FirstPage {
  readonly status: number;
  /** How many things it shows. */
  readonly results: number;
  readonly readUnits: number;
}

/** Asks the api function, over the table alone, for the first page of each list, and counts the table's read units. */
export async function measureFirstPages(
  tableName: string,
  plan: AccountPlan,
  filled: FilledAccount,
  signingKey: Buffer,
): Promise<readonly MeasuredPage[]> {
  const meter = createMeteredTable(tableName);
  const world = new ApiWorld();
  let now = plan.now;
  const clock = (): number => now++;
  const deps = { ...world.deps, ...createRepositories(meter.table, clock, RETENTION_DAYS), clock };
  // Trace ids are signed by the key that the account was filled with.
  const signed = { ...deps, signingKeys: { ...deps.signingKeys, traceIds: signingKey } };
  const api = client(createHandler({ log: world.log, ready: () => Promise.resolve(signed) }), filled.token);
  try {
    const measured: MeasuredPage[] = [];
    for (const page of firstPages(plan, filled, await makeSamples(api, plan, filled))) {
      const before = meter.readUnits();
      const { status, body } = await api(page.body === undefined ? 'GET' : 'POST', page.target, optionsOf(page));
      measured.push({ ...page, status, results: resultsIn(body), readUnits: meter.readUnits() - before });
    }
    return measured;
  } finally {
    meter.table.client.destroy();
  }
}

function optionsOf({ body }: FirstPage): { readonly body?: JsonObject } {
  return body === undefined ? {} : { body };
}

function resultsIn(body: unknown): number {
  if (Array.isArray(body)) return body.length;
  const { results, alerts } = (body ?? {}) as { readonly results?: unknown; readonly alerts?: unknown };
  return Array.isArray(results) ? results.length : Array.isArray(alerts) ? alerts.length : 0;
}

/** A table that says with every read what it cost. */
function createMeteredTable(name: string): { readonly table: Table; readonly readUnits: () => number } {
  const metered = new DynamoDBClient({});
  let units = 0;
  metered.middlewareStack.add(
    (next) => async (args) => {
      if (!('RequestItems' in args.input || 'Key' in args.input || 'KeyConditionExpression' in args.input)) {
        return next(args);
      }
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      // Writes report what they cost in the same place: they are none of a list's business, and would count all the same.
      const { ConsumedCapacity: consumed } = result.output as {
        readonly ConsumedCapacity?: Consumed | readonly Consumed[];
      };
      for (const { CapacityUnits = 0 } of [consumed ?? []].flat()) units += CapacityUnits;
      return result;
    },
    { step: 'initialize' },
  );
  return { table: { client: metered, name }, readUnits: () => units };
}

interface Consumed {
  readonly CapacityUnits?: number;
}
