import type { Random } from './random';

/** What becomes of one call of a port. `repeated`: it took effect, its answer got lost, and the client made it again. */
export type Fate = 'goes well' | 'lost before' | 'lost after' | 'repeated' | 'killed before' | 'killed after';

/** How likely each kind of fault is, per call; `stall`, `duplicate` and `unacknowledged` per turn, receive and batch. */
export interface FaultRates {
  readonly lost: number;
  readonly repeated: number;
  readonly killed: number;
  /** The clock leaps ahead by minutes while functions run: visibility timeouts lapse. */
  readonly stall: number;
  /** A message or a batch of the stream is handed out twice. */
  readonly duplicate: number;
  /** A function did its work, and the queue never hears of it. */
  readonly unacknowledged: number;
}

export const NO_FAULTS: FaultRates = { lost: 0, repeated: 0, killed: 0, stall: 0, duplicate: 0, unacknowledged: 0 };

/**
 * Draws faults. Each is numbered as it is drawn, so that a story can be told again without some of them: how many random
 * numbers are drawn does not depend on what comes out.
 */
export class Faults {
  private drawn = 0;
  private isOn = true;
  /** Numbers of those that happened. */
  readonly happened: number[] = [];

  constructor(
    private readonly random: Random,
    private readonly rates: FaultRates,
    private readonly left: ReadonlySet<number>,
  ) {}

  /** From now on all goes well. */
  end(): void {
    this.isOn = false;
  }

  get isOver(): boolean {
    return !this.isOn;
  }

  /** Does a fault of this kind happen now? */
  happens(kind: 'stall' | 'duplicate' | 'unacknowledged'): boolean {
    return this.counts(this.random.next() < this.rates[kind]);
  }

  /** Is a reading of the configuration throttled? */
  isThrottled(): boolean {
    return this.counts(this.random.next() < this.rates.lost / 20);
  }

  /** What becomes of a call. */
  fate(): Fate {
    const { lost, repeated, killed } = this.rates;
    let roll = this.random.next();
    const isAfter = this.random.next() < 0.5;
    if (!this.counts(roll < lost + repeated + killed)) return 'goes well';
    if (roll < lost) return isAfter ? 'lost after' : 'lost before';
    roll -= lost;
    if (roll < repeated) return 'repeated';
    return isAfter ? 'killed after' : 'killed before';
  }

  private counts(isDrawn: boolean): boolean {
    this.drawn += 1;
    if (!isDrawn || !this.isOn || this.left.has(this.drawn)) return false;
    this.happened.push(this.drawn);
    return true;
  }
}
