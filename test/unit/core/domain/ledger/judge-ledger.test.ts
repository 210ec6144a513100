import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Micros } from '../../../../../core/contracts/incident';
import type { LedgerFact } from '../../../../../core/contracts/ledger';
import { ALERT_ALLOWED_SECONDS, DELIVERY_ALLOWED_SECONDS } from '../../../../../core/contracts/pipeline-limits';
import { judgedFrom, judgeLedger, TOLD_FOR } from '../../../../../core/domain/ledger/judge-ledger';
import { MINUTE, minuteOf, type LedgerSeries } from '../../../../../core/domain/ledger/ledger-series';

const START: Micros = minuteOf(1_790_000_000_000_000);
const SECOND = 1_000_000;

const SIDES = {
  alerts: {
    beginning: 'AlertsAccepted',
    ends: ['AlertsCompleted', 'AlertsFailed'],
    allowed: ALERT_ALLOWED_SECONDS * SECOND,
  },
  deliveries: {
    beginning: 'DeliveriesDue',
    ends: ['DeliveriesDelivered', 'DeliveriesPending', 'DeliveriesFailed', 'DeliveriesDeadLettered'],
    allowed: DELIVERY_ALLOWED_SECONDS * SECOND,
  },
} as const satisfies Record<string, { beginning: LedgerFact; ends: readonly LedgerFact[]; allowed: Micros }>;
type SideName = keyof typeof SIDES;
const names = Object.keys(SIDES) as readonly SideName[];

/** One thing that comes in and ends; `latency` null: it gets lost. */
interface Thing {
  readonly at: Micros;
  readonly latency: Micros | null;
  readonly end: number;
}

/** The counts as they are known at a time. */
function countedBy(side: SideName, things: readonly Thing[], now: Micros): LedgerSeries {
  const series = new Map<LedgerFact, Map<Micros, number>>();
  const count = (fact: LedgerFact, at: Micros): void => {
    const counts = series.get(fact) ?? new Map<Micros, number>();
    counts.set(minuteOf(at), (counts.get(minuteOf(at)) ?? 0) + 1);
    series.set(fact, counts);
  };
  const { beginning, ends } = SIDES[side];
  for (const { at, latency, end } of things) {
    if (at > now) continue;
    count(beginning, at);
    if (latency !== null && at + latency <= now) count(ends[end % ends.length] ?? ends[0], at);
  }
  return series;
}

const someThings = (side: SideName) =>
  fc.array(
    fc.record({
      at: fc.integer({ min: START, max: START + 3 * 60 * MINUTE }),
      latency: fc.oneof(fc.integer({ min: 0, max: 5 * SECOND }), fc.integer({ min: 0, max: SIDES[side].allowed })),
      end: fc.nat(3),
    }),
    { maxLength: 60 },
  );

const anyTime = (side: SideName) =>
  fc.integer({ min: START, max: START + SIDES[side].allowed + TOLD_FOR + 4 * 60 * MINUTE });

describe.each(names)('the judgement of %s', (side) => {
  const { allowed } = SIDES[side];
  const judge = (things: readonly Thing[], now: Micros, waiting = 0) =>
    judgeLedger(countedBy(side, things, now), now, waiting)[side];

  it('misses nothing that ends within the time it may take, whatever the order and whenever it is asked', () => {
    fc.assert(
      fc.property(someThings(side), anyTime(side), (things, now) => {
        expect(judge(things, now)).toMatchObject({ missing: 0, minutes: [] });
      }),
    );
  });

  it('says how many of late have not ended', () => {
    fc.assert(
      fc.property(someThings(side), anyTime(side), (things, now) => {
        const open = things.filter(({ at, latency }) => at <= now && at + latency > now);
        expect(judge(things, now).in_flight).toBe(open.length);
      }),
    );
  });

  it('names what is lost by its minute, from when it may take no longer, for an hour', () => {
    const lost = fc.array(fc.integer({ min: START, max: START + 3 * 60 * MINUTE }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(someThings(side), lost, anyTime(side), (things, losses, now) => {
        const all = [...things, ...losses.map((at): Thing => ({ at, latency: null, end: 0 }))];
        const told = losses.filter((at) => {
          const overdue = minuteOf(at) + MINUTE + allowed;
          return now >= overdue && now < overdue + TOLD_FOR;
        });
        const byMinute = [...Map.groupBy(told, minuteOf)].map(([at, of]) => ({ at, missing: of.length }));
        const { missing, minutes } = judge(all, now);
        expect(minutes).toEqual(byMinute.toSorted((a, b) => a.at - b.at));
        expect(missing).toBe(told.length);
      }),
    );
  });

  it('asks for no counts from before what it judges', () => {
    const now = START + 5 * 60 * MINUTE;
    const thing: Thing = { at: judgedFrom(now) - 1, latency: null, end: 0 };
    expect(judge([thing], now)).toEqual({ in_flight: 0, missing: 0, minutes: [] });
  });

  it('does not make up for what is missing in one minute by what is too much in another', () => {
    const now = START + allowed + 10 * MINUTE;
    const { beginning, ends } = SIDES[side];
    const series: LedgerSeries = new Map<LedgerFact, Map<Micros, number>>([
      [
        beginning,
        new Map([
          [START, 3],
          [START + MINUTE, 1],
        ]),
      ],
      [
        ends[0],
        new Map([
          [START, 2],
          [START + MINUTE, 4],
        ]),
      ],
    ]);
    expect(judgeLedger(series, now, 0)[side]).toMatchObject({ missing: 1, minutes: [{ at: START, missing: 1 }] });
  });
});

describe('deliveries that wait behind an earlier one of their incident', () => {
  const now = START + SIDES.deliveries.allowed + 10 * MINUTE;
  const series: LedgerSeries = new Map<LedgerFact, Map<Micros, number>>([
    [
      'DeliveriesDue',
      new Map([
        [START, 2],
        [START + MINUTE, 3],
      ]),
    ],
  ]);

  it.each([
    [0, 5, [2, 3]],
    [1, 4, [2, 2]],
    [3, 2, [2]],
    [4, 1, [1]],
    [9, 0, []],
  ])('%d of them explain as many of what is missing, the youngest first', (waiting, missing, minutes) => {
    const { deliveries } = judgeLedger(series, now, waiting);
    expect(deliveries.missing).toBe(missing);
    expect(deliveries.minutes.map((minute) => minute.missing)).toEqual(minutes);
    expect(deliveries.in_flight).toBe(5 - missing);
  });

  it('explain no alert', () => {
    const lost: LedgerSeries = new Map<LedgerFact, Map<Micros, number>>([['AlertsAccepted', new Map([[START, 1]])]]);
    const later = START + SIDES.alerts.allowed + 10 * MINUTE;
    expect(judgeLedger(lost, later, 7).alerts.missing).toBe(1);
  });
});
