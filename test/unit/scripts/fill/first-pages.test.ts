import { describe, expect, it } from '@jest/globals';
import { API_ROUTES, type ApiRouteName } from '../../../../core/contracts/api-routes';
import openApi from '../../../../docs/openapi.json';
import { planAccount } from '../../../../scripts/fill/account-plan';
import { comparePages } from '../../../../scripts/fill/compare-pages';
import { firstPages, type Growth } from '../../../../scripts/fill/first-pages';
import type { MeasuredPage } from '../../../../scripts/fill/measure-reads';
import { anIncident } from '../../../support/builders/incident';

const SIZE = { teams: 2, services: 2, integrations: 2, incidents: 200, details: 1 };
const LARGE = { ...SIZE, teams: 22, details: 101 };

function pages() {
  const plan = planAccount(
    { seed: 's', account: 'fi11d', signingKey: Buffer.alloc(32), now: 1_790_000_000_000_000 },
    SIZE,
  );
  const filled = { token: 't', newest: anIncident(), request: 'r' };
  return firstPages(plan, filled, { router: 'a-router', task_template: 'a-template' });
}

interface Schema {
  readonly $ref?: string;
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The schema that a reference names. */
function resolve(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const schemas = openApi.components.schemas as Readonly<Record<string, Schema>>;
  return resolve(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
}

/** The operations of the document whose good answer is an array, or a page. */
function listsOfTheDocument(): readonly string[] {
  interface Operation {
    readonly operationId: string;
    readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: Schema }>> }>>;
  }
  const operations = Object.values(openApi.paths as Readonly<Record<string, object>>).flatMap(
    // Beside the methods there are parameters.
    (path) => (Object.entries(path) as [string, Operation][]).filter(([method]) => ['get', 'post'].includes(method)),
  );
  return operations.flatMap(([method, { operationId, responses }]) => {
    const schema = resolve(responses['200']?.content?.['application/json']?.schema ?? {});
    const isList = schema.type === 'array' || schema.properties?.['results'] !== undefined;
    return isList && (method === 'get' || operationId === 'filterIncidents') ? [operationId] : [];
  });
}

describe('the lists whose first pages are measured', () => {
  it('are all that the API has', () => {
    const measured = new Set<string>(pages().map(({ route }) => route));
    const lists = listsOfTheDocument();
    expect(lists.length).toBeGreaterThan(35);
    expect(lists.filter((name) => !measured.has(name))).toEqual([]);
  });

  it('are asked for what is there', () => {
    for (const { target, route } of pages()) {
      expect(target).not.toMatch(/\/\/|[{}]|undefined/);
      expect(Object.keys(API_ROUTES)).toContain(route);
    }
  });
});

describe('comparing first pages', () => {
  const page = (grows: Growth, readUnits: number, over: Partial<MeasuredPage> = {}): MeasuredPage => ({
    ...{ name: 'list', route: 'listTeams' satisfies ApiRouteName, target: '/', status: 200, results: 10 },
    ...{ grows, readUnits, ...over },
  });
  const wrongOf = (small: MeasuredPage, large: MeasuredPage) =>
    comparePages([small], [large], { small: SIZE, large: LARGE })[0]?.wrong ?? null;

  it.each<[Growth, number, number, boolean]>([
    ['flat', 20, 20, false],
    ['flat', 20, 21, true],
    ['flat', 20, 19, true],
    ['by team', 20, 25, false],
    ['by team', 20, 26, true],
    ['by part', 100, 103, false],
    ['by part', 100, 104, true],
    ['bounded', 5, 150, false],
    ['bounded', 5, 151, true],
    ['flat', 151, 151, true],
  ])('%s from %d to %d units is wrong: %s', (grows, small, large, isWrong) => {
    expect(wrongOf(page(grows, small), page(grows, large)) !== null).toBe(isWrong);
  });

  it('finds fault with what is refused, and with a flat list that shows less', () => {
    expect(wrongOf(page('bounded', 5), page('bounded', 5, { status: 500 }))).toBe('answered 200 and 500');
    expect(wrongOf(page('flat', 5), page('flat', 5, { results: 9 }))).toBe('shows another number of things');
  });
});
