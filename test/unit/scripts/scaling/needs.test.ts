import { describe, expect, it } from '@jest/globals';
import { DEFAULT_LIMITS, MEASURED } from '../../../../scripts/scaling/measured';
import { exceeded, needsAt } from '../../../../scripts/scaling/needs';
import { STAGE_SETTINGS } from '../../../../lib/shared/stage';

describe('the limits', () => {
  it('are none for a hundred alerts a second', () => {
    expect(exceeded(needsAt(100, MEASURED))).toEqual([]);
  });

  it('that are exceeded more at a higher rate come first', () => {
    const [first, ...others] = exceeded(needsAt(100_000, MEASURED));
    expect(others.length).toBeGreaterThan(0);
    for (const { needed, limit } of others) expect(needed / limit).toBeLessThanOrEqual(first!.needed / first!.limit);
  });

  it('of our own are those of the stage that people deploy', () => {
    const { throttle, concurrency } = STAGE_SETTINGS.prod;
    expect(DEFAULT_LIMITS).toMatchObject({
      requests: throttle.requestsPerSecond,
      processCopies: concurrency.process,
      deliverCopies: concurrency.deliver,
    });
    const limits = needsAt(1, MEASURED).map(({ limit }) => limit);
    expect(limits).toEqual(
      expect.arrayContaining([throttle.requestsPerSecond, concurrency.process, concurrency.deliver]),
    );
  });
});
