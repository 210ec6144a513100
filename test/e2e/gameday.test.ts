import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GameDayPlan } from '../../scripts/gameday/game-day';
import { runGameDay } from '../../scripts/gameday/run-game-day';
import { TimeBudget } from '../../scripts/gameday/time-budget';
import { startTocsin, type Tocsin } from '../support/tocsin';

/** The short form of `npm run gameday`: one function at its work, one engine, a blackout, everything; no full disk. */
const PLAN: GameDayPlan = {
  alerts: 5_000,
  entities: 8,
  seed: 20_261_122,
  perSecond: 8,
  // Room for a busy machine; an idle one is done in a sixth of it.
  seconds: 240,
  kills: (name) => name === 'process' || name === 'queue engine',
  blackOutMs: 1_500,
  fullMs: 0,
  disk: { none: 'this is the short form' },
};

let tocsin: Tocsin;
beforeAll(async () => {
  tocsin = await startTocsin();
});
afterAll(() => tocsin.close());

describe('a short game day', () => {
  it('leaves a ledger that adds up', async () => {
    const { faults, sums, discrepancies, lines } = await runGameDay(tocsin, PLAN, new TimeBudget(PLAN.seconds));
    expect({ discrepancies: discrepancies.slice(0, 20), lines: discrepancies.length > 0 ? lines : [] }).toEqual({
      discrepancies: [],
      lines: [],
    });
    expect(faults.map(({ fault }) => fault)).toEqual([
      'a receiver blacks out',
      'kill -9 process',
      'kill -9 queue engine',
      'full disk',
      'kill -9 everything',
    ]);
    // It was killed until it held alerts.
    expect(faults.find(({ fault }) => fault === 'kill -9 process')?.caught).toMatch(/^\d+ alerts? in \d+ invocation/);
    expect(sums.completed).toBe(sums.accepted);
    expect(sums.transitions).toBeGreaterThanOrEqual(PLAN.entities * 2);
    const [good, , , failing] = sums.endpoints;
    expect(good).toMatchObject({ delivered: sums.transitions, taken: sums.transitions });
    expect(failing).toMatchObject({ pending: sums.transitions, taken: 0 });
  }, 300_000);
});
