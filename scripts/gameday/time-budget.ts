/** How much of the time of a game day is left; every wait and every fault looks here before it begins. */
export class TimeBudget {
  private readonly end: number;

  /** @param seconds of the whole game day. @param begun when it began, by `performance.now()`. */
  constructor(
    seconds: number,
    private readonly begun: number = performance.now(),
  ) {
    this.end = begun + seconds * 1_000;
  }

  /** Seconds since the start, for people. */
  passed(): number {
    return Math.round((performance.now() - this.begun) / 100) / 10;
  }

  /** Milliseconds until so many seconds before the end; 0 when they have begun. */
  msUntil(secondsBeforeEnd: number): number {
    return Math.max(0, this.timeOf(secondsBeforeEnd) - performance.now());
  }

  /** The same as a time of `performance.now()`. */
  timeOf(secondsBeforeEnd: number): number {
    return this.end - secondsBeforeEnd * 1_000;
  }
}
