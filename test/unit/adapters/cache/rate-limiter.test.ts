import { describe, expect, it } from '@jest/globals';
import { createRateLimiter } from '../../../../adapters/cache/rate-limiter';

function limiterOf(perMinute: number, mostKeys?: number) {
  const world = { now: 1_790_000_000_000_000 };
  return { world, limiter: createRateLimiter(perMinute, () => world.now, mostKeys) };
}

describe('a limit per key', () => {
  it('refuses a key that is over it for as long as it says, and lets others through', () => {
    const { world, limiter } = limiterOf(2);
    for (const answer of [{ ok: true }, { ok: true }, { ok: false, retryAfterSeconds: 30 }])
      expect(limiter.take('noisy')).toMatchObject(answer);
    expect(limiter.take('quiet').ok).toBe(true);
    world.now += 29_999_999;
    expect(limiter.take('noisy')).toEqual({ ok: false, retryAfterSeconds: 1 });
    world.now += 1;
    expect(limiter.take('noisy').ok).toBe(true);
  });

  it('lets everything through when it is 0', () => {
    const { limiter } = limiterOf(0);
    for (let n = 0; n < 1000; n += 1) expect(limiter.take('noisy').ok).toBe(true);
  });

  it('forgets the key that was not used for longest, so that memory is bounded', () => {
    const { limiter } = limiterOf(1, 2);
    for (const key of ['a', 'b', 'a']) limiter.take(key);
    // `a` was asked for last, though refused: `b` goes.
    limiter.take('c');
    expect(limiter.take('a').ok).toBe(false);
    expect(limiter.take('b').ok).toBe(true);
  });
});
