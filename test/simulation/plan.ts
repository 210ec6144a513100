import { ALERT_TYPES, type AlertType } from '../../core/contracts/alert';
import type { CreateIncidentsFor } from '../../core/contracts/resources';
import { NO_FAULTS, type FaultRates } from './faults';
import { Random } from './random';

/** One alert of a body. */
export interface PlannedAlert {
  readonly type: AlertType;
  /** Null: it is sent without. */
  readonly entity: string | null;
  readonly suppressed: boolean;
}

/** One post of a monitor; `elements` of a body with `for_each`, else it has one. `at`: microseconds from the start. */
export interface PlannedPost {
  readonly at: number;
  readonly fansOut: boolean;
  readonly elements: readonly PlannedAlert[];
}

/** Somebody changes the latest incident of an entity that has one; `who` picks among those there are by then. */
export interface PlannedChange {
  readonly at: number;
  readonly kind: 'acknowledge' | 'resolve' | 'unacknowledge';
  readonly who: number;
}

/** How an endpoint answers for a while. */
export const ENDPOINT_MODES = ['error', 'busy', 'hangs', 'refused', 'slow', 'flaky'] as const;
export type EndpointMode = (typeof ENDPOINT_MODES)[number];

export interface PlannedMode {
  readonly at: number;
  readonly until: number;
  readonly endpoint: number;
  readonly mode: EndpointMode;
}

/** All that a schedule is made of but the order of things, which follows from the seed. */
export interface Plan {
  readonly seed: number;
  readonly posts: readonly PlannedPost[];
  readonly changes: readonly PlannedChange[];
  readonly modes: readonly PlannedMode[];
  readonly faults: FaultRates;
  /** Numbers of faults that are left out; see {@link Faults}. */
  readonly without: readonly number[];
  readonly createIncidentsFor: CreateIncidentsFor;
  /** Seconds; 0 = off. */
  readonly autoResolve: number;
  readonly acknowledgementTimeout: number;
  /** Microseconds from the start; null = none. */
  readonly maintenance: { readonly from: number; readonly to: number } | null;
  readonly alertReceives: number;
  readonly deliveryReceives: number;
  /** The entity `poison` can't be read: whatever is about it fails, and nothing else may (I9). */
  readonly isPoisoned: boolean;
  /** Microseconds that the clocks of functions may be off. */
  readonly skew: number;
}

const SECOND = 1_000_000;

/** Mostly what makes transitions; the others once in a while. */
const TYPES: readonly AlertType[] = [
  'critical',
  'critical',
  'critical',
  'resolved',
  'resolved',
  'acknowledged',
  ...ALERT_TYPES,
];

/** The plan that a seed stands for. */
export function makePlan(seed: number): Plan {
  const random = new Random(seed);
  // Some schedules are a storm within a second, others take an hour.
  const isPoisoned = random.chance(0.05);
  const span = isPoisoned ? SECOND : random.pick([1, 20, 600, 3_600]) * SECOND;
  const entities = ['a', 'b', 'c'].slice(0, random.between(1, 3));
  const most = isPoisoned || random.chance(0.2) ? 24 : 10;
  const posts = Array.from({ length: random.between(2, most) }, () =>
    makePost(random, span, isPoisoned ? ['a', 'poison', 'poison'] : entities),
  );
  const isSmall = (probability: number): boolean => !isPoisoned && random.chance(probability);
  return {
    seed,
    posts,
    changes: Array.from({ length: random.chance(0.5) ? random.between(1, 4) : 0 }, () => ({
      at: random.below(span * 1.2),
      kind: random.pick(['acknowledge', 'acknowledge', 'resolve', 'unacknowledge'] as const),
      who: random.below(1_000),
    })),
    modes: isPoisoned || random.chance(0.3) ? [] : makeModes(random, span),
    faults: isPoisoned ? NO_FAULTS : makeFaults(random),
    without: [],
    createIncidentsFor: random.pick([1, 1, 2, 3, 3, 0] as const),
    autoResolve: random.chance(0.25) ? random.between(5, 2_000) : 0,
    acknowledgementTimeout: random.chance(0.25) ? random.between(5, 2_000) : 0,
    maintenance: random.chance(0.1) ? makeWindow(random, span) : null,
    alertReceives: isSmall(0.08) ? random.between(2, 4) : isPoisoned ? 3 : 45,
    deliveryReceives: isSmall(0.04) ? random.between(2, 4) : 100,
    isPoisoned,
    skew: random.chance(0.5) ? 500_000 : 0,
  };
}

function makePost(random: Random, span: number, entities: readonly string[]): PlannedPost {
  const fansOut = random.chance(0.08);
  const element = (): PlannedAlert => ({
    type: random.pick(TYPES),
    entity: fansOut || random.chance(0.94) ? random.pick(entities) : null,
    suppressed: random.chance(0.04),
  });
  const at = random.below(span);
  return { at, fansOut, elements: Array.from({ length: fansOut ? random.between(1, 4) : 1 }, element) };
}

function makeModes(random: Random, span: number): readonly PlannedMode[] {
  return Array.from({ length: random.between(1, 4) }, () => {
    const at = random.below(span);
    const until = at + random.pick([2, 60, 900]) * SECOND;
    return { at, until, endpoint: random.below(2), mode: random.pick(ENDPOINT_MODES) };
  });
}

function makeFaults(random: Random): FaultRates {
  if (random.chance(0.1)) return NO_FAULTS;
  const rate = (most: number): number => (random.chance(0.6) ? random.next() * most : 0);
  return {
    lost: rate(0.15),
    repeated: rate(0.08),
    killed: rate(0.06),
    stall: rate(0.01),
    duplicate: rate(0.3),
    unacknowledged: rate(0.3),
  };
}

function makeWindow(random: Random, span: number): { readonly from: number; readonly to: number } {
  const from = random.below(span);
  return { from, to: from + random.below(span) + 1_000 };
}
