import { ALERT_TYPES, type AlertType } from '../../core/contracts/alert';
import { NO_FAULTS, type FaultRates } from './faults';
import * as planned from './plan';
import type { Plan, PlannedAlert, PlannedPost } from './plan';
import { Random } from './random';

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;

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

/** Where alerts are gathered, those that are worth it. */
const OPENING: readonly AlertType[] = ['critical', 'error', 'warning'];

/** Seconds after an alert at which its status is asked for: at the end of its hour, and long after it. */
const ASKED_AFTER = [1, 30, 600, 3_598, 3_599.5, 3_600.5, 3_602, 7_200, 95 * 86_400] as const;

/** Seconds that the first act takes; shorter where windows of minutes gather alerts. */
const SPANS = [1, 20, 600, 3_600] as const;
const SHORT_SPANS = [0.2, 0.2, 5, 90, 300] as const;

/** What kind of schedule it is. */
interface Theme {
  readonly random: Random;
  readonly isPoisoned: boolean;
  readonly span: number;
  readonly entities: readonly string[];
  readonly hasRouter: boolean;
  readonly collation: Plan['collation'];
  /** Microseconds from the first act to the second, when all that was due has long happened; null: there is none. */
  readonly later: number | null;
}

/** The plan that a seed stands for. */
export function makePlan(seed: number): Plan {
  const random = new Random(seed);
  const theme = makeTheme(random);
  const { isPoisoned, span } = theme;
  const posts = makePosts(theme);
  const isSmall = (probability: number): boolean => !isPoisoned && random.chance(probability);
  // Fewer where alerts are gathered: of what was configured otherwise meanwhile, less can be said.
  const hasSettings = isSmall(theme.collation === null ? 0.35 : 0.1);
  return {
    seed,
    posts,
    changes: makeChanges(theme),
    settings: [...(hasSettings ? makeSettings(theme) : []), ...makeSleep(theme)],
    questions: random.chance(0.3) ? makeQuestions(random, posts) : [],
    sweeps: theme.later === null ? [] : makeSweeps(random, theme.later),
    modes: isPoisoned || random.chance(0.3) ? [] : makeModes(random, span),
    faults: isPoisoned ? NO_FAULTS : makeFaults(random),
    without: [],
    createIncidentsFor: random.pick([1, 1, 2, 3, 3, 0] as const),
    autoResolve: random.chance(0.25) ? random.between(5, 2_000) : 0,
    acknowledgementTimeout: random.chance(0.25) ? random.between(5, 2_000) : 0,
    collation: theme.collation,
    maintenance: random.chance(0.1) ? makeWindow(random, span) : null,
    alertReceives: isSmall(0.08) ? random.between(2, 4) : isPoisoned ? 3 : 45,
    deliveryReceives: isSmall(0.04) ? random.between(2, 4) : 100,
    isPoisoned,
    skew: random.chance(0.5) ? 500_000 : 0,
  };
}

function makeTheme(random: Random): Theme {
  const isPoisoned = random.chance(0.05);
  const collation = !isPoisoned && random.chance(0.3) ? makeCollation(random) : null;
  // Nothing is gathered of one entity.
  const entities = ['a', 'b', 'c'].slice(0, random.between(collation === null ? 1 : 2, 3));
  return {
    random,
    isPoisoned,
    // Some schedules are a storm within a second, others take an hour.
    span: isPoisoned ? SECOND : random.pick(collation === null ? SPANS : SHORT_SPANS) * SECOND,
    entities: isPoisoned ? ['a', 'poison', 'poison'] : entities,
    hasRouter: !isPoisoned && random.chance(0.35),
    collation,
    // Past the hour of the status, the day of collation's windows, the month of errors, the three months of rows.
    later:
      !isPoisoned && random.chance(collation === null ? 0.15 : 0.4) ? random.pick([0.1, 2, 31, 95, 95]) * DAY : null,
  };
}

function makePosts(theme: Theme): readonly PlannedPost[] {
  const { random, isPoisoned, collation } = theme;
  const most = isPoisoned || random.chance(collation === null ? 0.2 : 0.5) ? 24 : 10;
  return Array.from({ length: random.between(2, most) }, () => makePost(theme));
}

function makePost(theme: Theme): PlannedPost {
  const { random, hasRouter, entities } = theme;
  const route = hasRouter && random.chance(0.5) ? random.pick(planned.ROUTES) : null;
  const fansOut = route === null ? random.chance(0.08) : route === 'mapped';
  const element = (): PlannedAlert => ({
    type: random.pick(theme.collation !== null && random.chance(0.5) ? OPENING : TYPES),
    entity: fansOut || random.chance(0.94) ? random.pick(entities) : null,
    suppressed: random.chance(0.04),
    label: random.pick(['x', 'x', 'y', null]),
  });
  const to = route === null ? (fansOut ? 'mapped' : 'monitor') : 'router';
  const elements = Array.from({ length: fansOut ? random.between(1, 4) : 1 }, element);
  return { at: timeIn(theme), to, route, elements };
}

/** Some time of the first act, or of the second. */
function timeIn({ random, span, later }: Theme, stretch = 1): number {
  const isLater = later !== null && random.chance(0.4);
  return random.below(span * stretch) + (isLater ? later : 0);
}

function makeChanges(theme: Theme): Plan['changes'] {
  const { random } = theme;
  const usual = ['acknowledge', 'acknowledge', 'resolve', 'unacknowledge'] as const;
  const kinds = random.chance(0.5) ? usual : planned.CHANGES;
  return Array.from({ length: random.chance(0.5) ? random.between(1, 5) : 0 }, () => {
    const kind = random.pick(kinds);
    const change = { at: timeIn(theme, 1.2), kind, who: random.below(1_000), value: random.between(60, 1_500) };
    // Nobody can snooze what nobody has acknowledged.
    return kind === 'snooze' ? [{ ...change, kind: 'acknowledge' as const, at: change.at - SECOND }, change] : [change];
  }).flat();
}

function makeSettings(theme: Theme): Plan['settings'] {
  const { random, hasRouter } = theme;
  // Whatever is switched off is mostly switched on again: else little would be left to see.
  const usual = planned.SETTINGS.filter((kind) => !kind.endsWith('deleted'));
  // By a router alerts get to what takes none.
  const routed = ['incoming off', 'incoming off', 'router off', 'ruleset deleted', 'mapping', 'rule on'];
  const kinds = random.chance(0.3) ? planned.SETTINGS : hasRouter ? [...usual, ...routed] : usual;
  return Array.from({ length: random.between(1, 3) }, () => {
    const kind = random.pick(kinds);
    const [at, which, value] = [random.below(theme.span), random.below(2), random.between(0, 2_000)];
    const setting = { at: random.chance(0.2) ? timeIn(theme) : at, kind, which, value };
    if (!kind.endsWith(' off') || random.chance(0.3)) return [setting];
    const pause = random.below(theme.span) + (random.chance(0.7) ? (theme.later ?? 0) : 0);
    return [setting, { ...setting, at: at + pause, kind: kind.replace(' off', ' on') }];
  }).flat();
}

/** Somebody forgets for months that an endpoint is switched off. */
function makeSleep({ random, span, later }: Theme): Plan['settings'] {
  if (later === null || random.chance(0.5)) return [];
  const setting = { which: random.below(2), value: 0 };
  return [
    { ...setting, at: random.below(span), kind: 'endpoint off' },
    { ...setting, at: later + random.below(4_000) * SECOND, kind: 'endpoint on' },
  ];
}

function makeQuestions(random: Random, posts: readonly PlannedPost[]): Plan['questions'] {
  return Array.from({ length: random.between(1, 6) }, () => {
    const post = random.below(posts.length);
    return { at: (posts[post]?.at ?? 0) + random.pick(ASKED_AFTER) * SECOND, post };
  });
}

/** Just before the second act, within it, and after it. */
function makeSweeps(random: Random, later: number): Plan['sweeps'] {
  return Array.from({ length: random.between(1, 4) }, (_, index) => ({
    at: later + (index === 0 ? -60 : random.pick([-60, -1, 1, 60, 600, 4_000])) * SECOND,
    share: random.pick([0.2, 0.5, 0.9]),
  }));
}

function makeModes(random: Random, span: number): Plan['modes'] {
  return Array.from({ length: random.between(1, 4) }, () => {
    const at = random.below(span);
    const until = at + random.pick([2, 60, 900]) * SECOND;
    return { at, until, endpoint: random.below(2), mode: random.pick(planned.ENDPOINT_MODES) };
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

function makeCollation(random: Random): Plan['collation'] {
  return { by: random.pick(['time', 'time', 'all', 'any'] as const), minutes: random.pick([1, 1, 5, 20]) };
}

function makeWindow(random: Random, span: number): NonNullable<Plan['maintenance']> {
  const from = random.below(span);
  return { from, to: from + random.below(span) + 1_000 };
}
