import type { Throttle } from '../assembly/routes';

/** A token bucket, as API Gateway throttles by: `rate` tokens a second, at most `burst` of them. */
export class TokenBucket {
  private tokens: number;
  private last: number;

  /** `now` in milliseconds, on any clock that never goes back. */
  constructor(
    private readonly throttle: Throttle,
    now: number,
  ) {
    this.tokens = throttle.burst;
    this.last = now;
  }

  /** Takes a token if there is one. */
  take(now: number): boolean {
    const grown = this.tokens + ((now - this.last) / 1000) * this.throttle.rate;
    this.tokens = Math.min(this.throttle.burst, grown);
    this.last = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
