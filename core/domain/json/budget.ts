/**
 * How much work one alert may cost in the engine, counted in steps of about a tenth of a microsecond at worst (one visited
 * node of a body, one character × one instruction of a regular expression). Counting steps rather than time keeps the
 * outcome the same for the same input on any machine. 300,000 steps stay below the 50 ms that an alert may take; an
 * ordinary alert with 20 rules uses a few thousand.
 */
const STEPS_PER_ALERT = 300_000;

/** Thrown when an alert's steps are used up. The block or rule that was being tried is skipped and recorded. */
export class CostLimitError extends Error {
  constructor(what: string) {
    super(`${what} costs more work than one alert may take`);
    this.name = 'CostLimitError';
  }
}

/** A meter for one alert. Mutable on purpose: blocks and rules of one alert share it. */
export class Budget {
  constructor(private left: number = STEPS_PER_ALERT) {}

  /**
   * Counts `steps` of work before they are done.
   * @throws CostLimitError when they are more than is left; nothing is taken then, so cheaper rules still run.
   */
  spend(steps: number, what: string): void {
    if (steps > this.left) throw new CostLimitError(what);
    this.left -= steps;
  }
}
