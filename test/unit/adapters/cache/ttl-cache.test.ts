import { describe, expect, it } from '@jest/globals';
import { cacheDirectory } from '../../../../adapters/cache/cached-directory';
import { cacheIntegrationKeys } from '../../../../adapters/cache/cached-integration-keys';
import { createTtlCache } from '../../../../adapters/cache/ttl-cache';
import type { Directory, IntegrationKeys } from '../../../../core/usecases/ports';
import { anIntegration, aTeam, keyEntryOf } from '../../../support/builders/resources';

const LIMITS = { found: 5_000, none: 1_000, entries: 3 };

/** A cache on a clock that stands still until it is moved, and a store that counts what is read of it. */
function setUp() {
  let now = 0;
  const store = new Map<string, string>();
  const reads: string[] = [];
  const cache = createTtlCache(() => now, LIMITS);
  const get = (key: string): Promise<string | null> =>
    cache.get(key, () => {
      reads.push(key);
      return Promise.resolve(store.get(key) ?? null);
    });
  const wait = (time: number): void => {
    now += time;
  };
  return { cache, store, reads, get, wait };
}

describe('a cache', () => {
  it('reads what was found again only after its time', async () => {
    const { store, reads, get, wait } = setUp();
    store.set('a', 'one');
    await get('a');
    store.set('a', 'two');
    wait(4_999);
    await expect(get('a')).resolves.toBe('one');
    wait(1);
    await expect(get('a')).resolves.toBe('two');
    expect(reads).toEqual(['a', 'a']);
  });

  it('forgets sooner that there was nothing', async () => {
    const { store, get, wait } = setUp();
    await expect(get('a')).resolves.toBeNull();
    store.set('a', 'one');
    wait(999);
    await expect(get('a')).resolves.toBeNull();
    wait(1);
    await expect(get('a')).resolves.toBe('one');
  });

  it('reads once for all who ask at the same time', async () => {
    const { store, reads, get } = setUp();
    store.set('a', 'one');
    await expect(Promise.all([get('a'), get('a'), get('a')])).resolves.toEqual(['one', 'one', 'one']);
    expect(reads).toEqual(['a']);
  });

  it('tells a failure to all who waited, and reads again for the next', async () => {
    const { cache, get, store } = setUp();
    store.set('a', 'one');
    const fail = (): Promise<string> => Promise.reject(new Error('unreadable'));
    const both = await Promise.allSettled([cache.get('a', fail), cache.get('a', fail)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(get('a')).resolves.toBe('one');
  });

  it('keeps what is used and no more than it may hold', async () => {
    const { reads, get } = setUp();
    for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await get(key);
    expect(reads).toEqual(['a', 'b', 'c', 'd', 'b']);
  });
});

describe('cached ports', () => {
  it('read an integration key once for many alerts', async () => {
    const entry = keyEntryOf(anIntegration());
    let reads = 0;
    const inner: IntegrationKeys = {
      find: () => {
        reads += 1;
        return Promise.resolve(entry);
      },
    };
    const keys = cacheIntegrationKeys(inner, () => 0);
    await expect(keys.find('k')).resolves.toEqual(entry);
    await expect(keys.find('k')).resolves.toEqual(entry);
    expect(reads).toBe(1);
  });

  it('keep kinds and owners apart, and read tokens every time', async () => {
    const calls: string[] = [];
    const answer =
      (name: string) =>
      (...ids: string[]): Promise<never> => {
        calls.push([name, ...ids].join(' '));
        return Promise.resolve((name.endsWith('s') ? [] : aTeam({ id: ids.join() })) as never);
      };
    const inner = new Proxy({} as Directory, { get: (_, name) => answer(String(name)) });
    const directory = cacheDirectory(inner, () => 0);
    await expect(directory.team('a', 'b')).resolves.toMatchObject({ id: 'a,b' });
    await expect(directory.team('a', 'b')).resolves.toMatchObject({ id: 'a,b' });
    await expect(directory.user('a', 'b')).resolves.toMatchObject({ id: 'a,b' });
    await expect(directory.teams('a')).resolves.toEqual([]);
    await directory.token('h');
    await directory.token('h');
    expect(calls).toEqual(['team a b', 'user a b', 'teams a', 'token h', 'token h']);
  });
});
