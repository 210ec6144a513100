import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Incident } from '../../../../../core/contracts/incident';
import { MAX_LOOKED } from '../../../../../core/usecases/api/incident-pages';
import { ApiWorld } from '../../../../support/builders/api-world';
import { anIncident } from '../../../../support/builders/incident';
import { someLocations } from '../../../../support/port-contracts/incident-numbers';
import { ACCOUNT, aService, aTeam, aUser, anEscalationPolicy } from '../../../../support/builders/resources';

type Api = Awaited<ReturnType<ApiWorld['as']>>;

interface Page {
  readonly count: null;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly { readonly incident_number: number; readonly title: string; readonly status: number }[];
}

/** A world with incidents 1 to `count`, each made different by its number. */
async function worldOf(count: number, over: (number: number) => Partial<Incident> = () => ({})) {
  const world = await new ApiWorld().settle();
  for (let number = 1; number <= count; number++) {
    const incident = anIncident({
      number,
      entity_id: `entity ${number}`,
      title: `Incident ${number}`,
      ...over(number),
    });
    world.incidents.add({ incident, alerts: [] });
  }
  return { world, api: await world.as() };
}

/** Numbers in a page's order. */
const numbersOf = ({ results }: Page): readonly number[] => results.map(({ incident_number }) => incident_number);

const ORIGIN = 'https://tocsin.example';
const FILTER = '/api/incidents/filter/';
const ID = 'd3b0c7a1-5b1e-4a53-8f0e-6d0a3f1b2c4d';

async function get(api: Api, target: string): Promise<Page> {
  const answer = await api('GET', target);
  expect(answer.status).toBe(200);
  return answer.body as Page;
}

async function filter(api: Api, body: Readonly<Record<string, unknown>>, target = FILTER): Promise<Page> {
  const answer = await api('POST', target, { body });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as Page;
}

/** All pages from the first on, by their next links; without scheme and host, as clients cut them off. */
async function follow(read: (target: string) => Promise<Page>, first: string, link: 'next' | 'previous' = 'next') {
  const pages: Page[] = [];
  let target: string | null = first;
  while (target !== null) {
    const page: Page = await read(target);
    pages.push(page);
    expect(page[link] ?? ORIGIN).toMatch(/^https:\/\/tocsin\.example/);
    target = page[link]?.slice(ORIGIN.length) ?? null;
  }
  return pages;
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => (from < to ? from + i : from - i));

describe('the list of incidents', () => {
  it('is an empty page where there are none', async () => {
    const { api } = await worldOf(0);
    const empty = { count: null, next: null, previous: null, results: [] };
    for (const status of [-1, 0, 1, 2, 3]) expect(await get(api, `/api/incidents/?status=${status}`)).toEqual(empty);
    expect((await api('GET', '/api/incidents/?page=2')).status).toBe(404);
  });

  it('has ten in full, newest first, and says where the next ten are', async () => {
    const { api } = await worldOf(23);
    const page = await get(api, '/api/incidents/');
    expect(numbersOf(page)).toEqual(range(23, 14));
    expect(page.results[0]).toEqual((await api('GET', '/api/incidents/23/')).body);
    expect(page).toMatchObject({ count: null, previous: null });
    const second = await get(api, page.next!.slice(ORIGIN.length));
    expect(numbersOf(second)).toEqual(range(13, 4));
  });

  it.each([-1, 0, 1, 2, 3])(
    'of status %d is each of them once by next links, and back by previous ones',
    async (status) => {
      const { api } = await worldOf(47, (number) => ({ status: ((number % 3) + 1) as 1 | 2 | 3 }));
      const pages = await follow((target) => get(api, target), `/api/incidents/?status=${status}&page_size=4`);
      const seen = pages.flatMap(numbersOf);
      const passes = (n: number): boolean => {
        const its = (n % 3) + 1;
        return status === 0 || (status === -1 ? its !== 3 : its === status);
      };
      expect(seen).toEqual(range(47, 1).filter(passes));
      const back = await follow((target) => get(api, target), pages.at(-2)!.next!.slice(ORIGIN.length), 'previous');
      expect(back.toReversed().map(numbersOf)).toEqual(pages.map(numbersOf));
    },
  );

  it('finds a page of all by its number without reading those before it', async () => {
    const { world, api } = await worldOf(1_000);
    expect(numbersOf(await get(api, '/api/incidents/?page=90'))).toEqual(range(110, 101));
    expect(world.incidents.looked).toBe(10);
    expect((await api('GET', '/api/incidents/?page=101')).status).toBe(404);
  });

  it('finds a page of some by its number as long as that is near, and says so when it is not', async () => {
    const { api } = await worldOf(MAX_LOOKED + 200);
    expect(numbersOf(await get(api, '/api/incidents/?status=1&page=3'))).toEqual(
      range(MAX_LOOKED + 180, MAX_LOOKED + 171),
    );
    const far = await api('GET', '/api/incidents/?status=1&page=68');
    expect(far).toMatchObject({ status: 400, body: { errors: [{ path: 'page' }] } });
    // Looked at and found nothing, as whoever follows the links does.
    const second = await get(api, '/api/incidents/?status=2&page=2');
    expect(second.results).toEqual([]);
    expect(second.next).toContain(`cursor=older-${MAX_LOOKED}`);
    expect((await api('GET', '/api/incidents/?status=2&page=7')).status).toBe(400);
  });

  it('passes over gaps, which leave a page found by its number shorter', async () => {
    const { world, api } = await worldOf(12);
    await world.incidentNumbers.allocate(ACCOUNT, someLocations(15));
    expect(numbersOf(await get(api, '/api/incidents/'))).toEqual(range(12, 6));
    expect(numbersOf(await get(api, '/api/incidents/?status=-1'))).toEqual(range(12, 3));
  });

  it('neither skips nor repeats when others open meanwhile', async () => {
    const { world, api } = await worldOf(12);
    const first = await get(api, '/api/incidents/?page_size=5');
    world.incidents.add({ incident: anIncident({ number: 13, entity_id: 'new' }), alerts: [] });
    expect(numbersOf(await get(api, first.next!.slice(ORIGIN.length)))).toEqual(range(7, 3));
  });

  it.each([
    ['status=4', 'status'],
    ['status=open', 'status'],
    ['page=0', 'page'],
    ['page_size=x', 'page_size'],
    ['status=9&page=x&page_size=0&cursor=y', 'status', 'page', 'page_size', 'cursor'],
    ['cursor=5', 'cursor'],
    ['cursor=older-0', 'cursor'],
    ['cursor=older-99999999999999', 'cursor'],
  ])('refuses ?%s', async (query, ...paths) => {
    const { api } = await worldOf(1);
    const answer = await api('GET', `/api/incidents/?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { errors: paths.map((path) => ({ path })) } });
  });

  it('shows a token of some teams theirs', async () => {
    const other = '8a1f4b1e-3c56-4c2b-9d3b-0f9f6a3a7c55';
    const { world } = await worldOf(30, (number) => (number % 2 === 0 ? { team: other } : {}));
    await world.resources.put('team', aTeam({ id: other, name: 'Others' }));
    const limited = await world.as('read', ACCOUNT, aUser().username, [other]);
    const even = range(30, 2).filter((number) => number % 2 === 0);
    for (const target of ['/api/incidents/?page_size=100', '/api/incidents/?page_size=100&status=-1']) {
      expect(numbersOf(await get(limited, target))).toEqual(even);
    }
    expect(numbersOf(await filter(limited, {}, `${FILTER}?page_size=100`))).toEqual(even);
  });
});

describe('filtering incidents', () => {
  it('gives triggered ones of all teams when it is asked for nothing, each as an item', async () => {
    const { api } = await worldOf(3, (number) => ({ status: number as 1 | 2 | 3 }));
    const page = await filter(api, {});
    expect(page.results).toEqual([
      {
        incident_number: 1,
        creation_date: '2026-09-21T14:13:20.372614Z',
        status: 1,
        unique_id: expect.any(String),
        sla: null,
        title: 'Incident 1',
        assigned_to: null,
        assigned_to_name: '',
        tags: [],
        sla_object: null,
        team_priority_object: null,
        is_child_incident: false,
        is_parent_incident: false,
        postmortems: [],
        acknowledged_date: null,
        resolved_date: null,
        snooze_time: null,
        snoozed_till: null,
        service_object: {
          name: aService().name,
          unique_id: aService().id,
          team: aTeam().id,
          team_name: aTeam().name,
        },
      },
    ]);
  });

  it.each<[Readonly<Record<string, unknown>>, Partial<Incident>]>([
    [{ service_ids: [ID] }, { service: ID }],
    [{ user_ids: [aUser().username] }, { assigned_to: aUser().username }],
    [{ priority_ids: [ID, 'x'] }, { priority: ID }],
    [{ sla_ids: [ID] }, { sla: ID }],
    [{ tag_ids: ['x', ID] }, { tags: ['y', ID] }],
    [{ escalation_policy_ids: [ID] }, { escalation_policy: ID }],
    [{ status: 2 }, { status: 2 }],
    [{ status: 3 }, { status: 3 }],
    [{ from_date: '2026-10-02' }, { created_at: Date.parse('2026-10-02') * 1_000 }],
    [{ to_date: '2026-09-01' }, { created_at: (Date.parse('2026-09-02') - 1) * 1_000 }],
    [{ from_date: '2026-10-02T00:00:00.5Z' }, { created_at: Date.parse('2026-10-02T00:00:00.5Z') * 1_000 }],
  ])('by %j finds what fits and nothing else', async (body, fits) => {
    const { api } = await worldOf(9, (number) => (number === 4 ? fits : {}));
    expect(numbersOf(await filter(api, body))).toEqual([4]);
  });

  it('takes empty and missing keys as no wish', async () => {
    const { api } = await worldOf(2);
    const empty = {
      all_teams: 1,
      status: 1,
      team_ids: [],
      service_ids: [],
      user_ids: null,
      priority_ids: [],
      priority_name: '',
      tag_ids: [],
      sla_ids: [],
      escalation_policy_ids: [],
      from_date: [],
      to_date: [],
      postmortem_filter: -1,
    };
    expect(numbersOf(await filter(api, empty))).toEqual([2, 1]);
    expect(numbersOf(await filter(api, { postmortem_filter: 1 }))).toEqual([]);
  });

  it.each([
    { size: 10, looked: 100, pages: 11 },
    { size: 20, looked: 200, pages: 6 },
    { size: 100, looked: MAX_LOOKED, pages: 3 },
  ])('looks at $looked incidents for a page of $size, and goes on there by the next link', async (expected) => {
    const { world, api } = await worldOf(MAX_LOOKED * 2 + 50, (number) =>
      number === 7 ? { assigned_to: aUser().username } : {},
    );
    const pages = await follow((target) => {
      world.incidents.looked = 0;
      return filter(api, { user_ids: [aUser().username] }, target).finally(() => {
        expect(world.incidents.looked).toBeLessThanOrEqual(expected.looked);
      });
    }, `${FILTER}?page_size=${expected.size}`);
    expect(pages).toHaveLength(expected.pages);
    expect(pages.flatMap(numbersOf)).toEqual([7]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, Partial<Incident>]>([
    ['team', { team_ids: [ID] }, { team: ID }],
    ['service', { service_ids: [ID] }, { service: ID }],
    ['both', { service_ids: [ID], team_ids: [ID] }, { service: ID, team: ID }],
  ])('by %s reads none of others', async (_, body, over) => {
    const { world, api } = await worldOf(MAX_LOOKED, (number) => (number % 70 === 3 ? over : {}));
    await world.resources.put('team', aTeam({ id: ID }));
    const [only] = await follow((target) => filter(api, { ...body, status: 0 }, target), FILTER);
    expect(numbersOf(only!)).toEqual([493, 423, 353, 283, 213, 143, 73, 3]);
    expect(world.incidents.looked).toBe(8);
  });

  it('of a user’s own teams, or of priorities of a name, that there are none of looks at nothing', async () => {
    const { world, api } = await worldOf(30);
    for (const body of [{ all_teams: 0 }, { priority_name: 'P1' }, { postmortem_filter: 1 }]) {
      expect(await filter(api, body)).toEqual({ count: null, next: null, previous: null, results: [] });
      expect((await api('POST', `${FILTER}?page=2`, { body })).status).toBe(404);
    }
    expect(world.incidents.looked).toBe(0);
  });

  it('gives the same pages by their numbers as by the next links', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 30, maxLength: 90 }), async (fits) => {
        const { api } = await worldOf(fits.length, (number) =>
          fits[number - 1] && number % 9 === 0 ? { assigned_to: aUser().username } : {},
        );
        const read = (target: string): Promise<Page> => filter(api, { user_ids: [aUser().username] }, target);
        const pages = await follow(read, `${FILTER}?page_size=2`);
        for (const [index, page] of pages.entries()) {
          const byNumber = await read(`${FILTER}?page_size=2&page=${index + 1}`);
          expect(byNumber).toMatchObject({ results: page.results, next: page.next });
        }
        const beyond = await api('POST', `${FILTER}?page_size=2&page=${pages.length + 1}`, {
          body: { user_ids: [aUser().username] },
        });
        expect(beyond.status).toBe(404);
      }),
      { numRuns: 20 },
    );
  });

  it('of dates long ago neither walks there nor beyond', async () => {
    const DAY = 86_400_000_000;
    const first = Date.parse('2026-01-01') * 1_000;
    const { world, api } = await worldOf(3_000, (number) => ({ created_at: first + (number / 10) * DAY }));
    const pages = await follow(
      (target) => filter(api, { status: 0, from_date: '2026-03-01', to_date: '2026-03-02' }, target),
      `${FILTER}?page_size=50`,
    );
    expect(pages.flatMap(numbersOf)).toEqual(range(609, 590));
    expect(world.incidents.looked).toBe(20);
  });

  it('names all that is wrong with dates and query', async () => {
    const { api } = await worldOf(1);
    const body = { from_date: 'yesterday', to_date: 'tomorrow' };
    const answer = await api('POST', `${FILTER}?page=0&cursor=x`, { body });
    const errors = ['from_date', 'to_date', 'page', 'cursor'].map((path) => ({ path }));
    expect(answer).toMatchObject({ status: 400, body: { errors } });
  });

  it.each([
    [{ from_date: 'yesterday' }, 'from_date'],
    [{ to_date: '2026-13-01' }, 'to_date'],
    [{ status: 7 }, 'status'],
    [{ team_ids: 'x' }, 'team_ids'],
    [{ tag_ids: [5] }, 'tag_ids[0]'],
  ])('refuses %j', async (body, path) => {
    const { api } = await worldOf(1);
    const answer = await api('POST', FILTER, { body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  it('gives each fitting incident once, whatever fits and however large pages are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom(-1, 0, 1, 2, 3),
        async (statuses, size, status) => {
          const { api } = await worldOf(statuses.length, (number) => ({ status: statuses[number - 1] as 1 | 2 | 3 }));
          const read = (target: string): Promise<Page> =>
            filter(api, { status, escalation_policy_ids: [anEscalationPolicy().id] }, target);
          const pages = await follow(read, `${FILTER}?page_size=${size}`);
          const fits = (n: number): boolean =>
            status === 0 || (status === -1 ? statuses[n - 1] !== 3 : statuses[n - 1] === status);
          expect(pages.flatMap(numbersOf)).toEqual(statuses.length === 0 ? [] : range(statuses.length, 1).filter(fits));
        },
      ),
      { numRuns: 40 },
    );
  });
});
