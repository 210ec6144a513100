import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PAGE_SIZE } from '../../adapters/dynamodb/items/number-page';
import { deriveSigningKey } from '../../core/domain/signing';
import { startEngines } from '../../test/support/engines';
import { NEWEST, planAccount, type AccountPlan, type FillSize } from './account-plan';
import { comparePages, type ComparedPage } from './compare-pages';
import { fillAccount, type FilledAccount } from './fill-account';
import { measureFirstPages, type MeasuredPage } from './measure-reads';

/*
 * `npm run fill`: fills a table with a large account and, with `--check`, compares what first pages of lists cost there
 * and in an account of ten of everything. See USAGE.
 */

const USAGE = `Usage: npm run fill -- [options]
  --teams 50 --services 1000 --integrations 10000 --incidents 100000   how much of each
  --details 1000   deliveries of one endpoint and errors of one integration
  --seed fill      the same seed gives the same ids
  --check          in a table of its own; then again with ten of everything, and compares first pages
  --table name     fills this empty table, reached as the AWS SDK's environment says, instead of one of its own`;

/**
 * Ten of everything. Of incidents ten of each status and some more, for lists to go on after their first page; on the
 * newest page of numbers are as many as in the other account, or a list might read one page more or less.
 */
function tenLike({ incidents }: FillSize): FillSize {
  return { teams: 10, services: 10, integrations: 10, incidents: NEWEST + (incidents % PAGE_SIZE), details: 10 };
}

const ACCOUNT = 'fi11d';

interface Filling {
  readonly size: FillSize;
  readonly seed: string;
}

function readOptions(args: readonly string[]) {
  const number = (fallback: number) => ({ type: 'string', default: String(fallback) }) as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ teams: number(50), services: number(1_000), integrations: number(10_000), incidents: number(100_000) },
      ...{ details: number(1_000), seed: { type: 'string', default: 'fill' }, check: { type: 'boolean' } },
      ...{ table: { type: 'string' }, help: { type: 'boolean' } },
    },
  });
  const { teams, services, integrations, incidents, details } = values;
  const size = Object.fromEntries(
    Object.entries({ teams, services, integrations, incidents, details }).map(([name, text]) => [name, Number(text)]),
  ) as unknown as FillSize;
  if (!Object.values(size).every((count) => Number.isInteger(count) && count > 0)) throw new Error(USAGE);
  return { ...values, size };
}

interface Filled {
  readonly plan: AccountPlan;
  readonly filled: FilledAccount;
  readonly signingKey: Buffer;
}

async function fill(name: string, { size, seed }: Filling): Promise<Filled> {
  const client = new DynamoDBClient({});
  const keys = {
    traceIds: deriveSigningKey(seed, 'trace-ids'),
    integrations: deriveSigningKey(seed, 'integration-keys'),
  };
  const plan = planAccount({ seed, account: ACCOUNT, signingKey: keys.integrations, now: Date.now() * 1_000 }, size);
  const began = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - began) / 1_000)} s`;
  const filled = await fillAccount({ client, name }, plan, keys.traceIds, (incidents) => {
    if (incidents % 12_000 === 0) console.log(`  ${incidents.toLocaleString('en-US')} incidents, ${seconds()}`);
  });
  client.destroy();
  console.log(`Filled ${name} in ${seconds()}: ${JSON.stringify(size)}. An admin token: ${filled.token}`);
  return { plan, filled, signingKey: keys.traceIds };
}

/** Each account in an engine of its own, one after the other: they take their memory with them. */
async function fillAndMeasure(filling: Filling): Promise<readonly MeasuredPage[]> {
  // Nobody reads the stream, which would keep every image once more.
  const engines = await startEngines({ table: { StreamSpecification: { StreamEnabled: false } } });
  try {
    const { plan, filled, signingKey } = await fill(engines.tableName, filling);
    return await measureFirstPages(engines.tableName, plan, filled, signingKey);
  } finally {
    await engines.stop();
  }
}

function print(pages: readonly ComparedPage[]): void {
  console.log(
    `\n| first page of | ten: results | units | filled: results | units | |\n| --- | --: | --: | --: | --: | --- |`,
  );
  for (const { name, grows, small, large, wrong } of pages) {
    const figures = [small.results, small.readUnits, large.results, large.readUnits].join(' | ');
    console.log(`| ${name} | ${figures} | ${wrong ?? grows} |`);
  }
}

async function main(args: readonly string[]): Promise<void> {
  const { size, seed, check, table, help } = readOptions(args);
  if (help === true || (check !== true && table === undefined)) {
    console.log(USAGE);
    return;
  }
  if (table !== undefined) {
    await fill(table, { size, seed });
    return;
  }
  const ten = tenLike(size);
  const small = await fillAndMeasure({ size: ten, seed });
  const large = await fillAndMeasure({ size, seed });
  const compared = comparePages(small, large, { small: ten, large: size });
  print(compared);
  if (compared.some(({ wrong }) => wrong !== null)) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
