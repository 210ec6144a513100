import type { Micros } from '../../core/contracts/incident';
import type { Clock } from '../../core/usecases/ports';

/** How long and how much is remembered. */
export interface CacheLimits {
  /** How long something found is taken for true. */
  readonly found: Micros;
  /** How long "there is none" is; shorter, as people try what they have just made. */
  readonly none: Micros;
  /** Entries; the one unused for longest goes first. Bounds memory where keys come from outside. */
  readonly entries: number;
}

/** A few seconds: what people change takes effect within those. */
const DEFAULT_LIMITS: CacheLimits = { found: 5_000_000, none: 1_000_000, entries: 1_000 };

interface Entry {
  readonly value: Promise<unknown>;
  /** Infinite while it is being loaded. */
  expiresAt: Micros;
}

/** Remembers what was loaded for a little while, and loads the same thing once for all who ask at the same time. */
export interface TtlCache {
  /** The remembered value of the key, or what `load` gives. A failed load is told to all who waited, and not remembered. */
  get<T>(key: string, load: () => Promise<T | null>): Promise<T | null>;
}

/** Makes a cache with its own clock. Keys of different kinds of values must differ. */
export function createTtlCache(clock: Clock, limits: CacheLimits = DEFAULT_LIMITS): TtlCache {
  const entries = new Map<string, Entry>();

  const start = <T>(key: string, load: () => Promise<T | null>): Promise<T | null> => {
    const value = load();
    const entry: Entry = { value, expiresAt: Infinity };
    entries.set(key, entry);
    value.then(
      (loaded) => {
        entry.expiresAt = clock() + (loaded === null ? limits.none : limits.found);
      },
      () => {
        // The caller gets the error; only a later entry of the same key must stay.
        if (entries.get(key) === entry) entries.delete(key);
      },
    );
    const oldest = entries.keys().next();
    if (entries.size > limits.entries && oldest.value !== undefined) entries.delete(oldest.value);
    return value;
  };

  return {
    get<T>(key: string, load: () => Promise<T | null>): Promise<T | null> {
      const known = entries.get(key);
      entries.delete(key);
      if (known === undefined || known.expiresAt <= clock()) return start(key, load);
      // Put back at the young end: a map keeps the order of insertion.
      entries.set(key, known);
      // A key stands for one kind of value, which the callers in this folder see to.
      return known.value as Promise<T | null>;
    },
  };
}
