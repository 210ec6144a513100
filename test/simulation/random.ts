/** Random numbers that follow from a seed: the same seed gives the same ones on every machine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    // Mixed, so that neighbouring seeds have nothing in common.
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 0;
    for (let i = 0; i < 3; i++) this.next();
  }

  /** In [0, 1), evenly. */
  next(): number {
    // Mulberry32: 32 bits of state are plenty for a schedule of some thousand choices.
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 on, below the limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** A whole number, both ends included. */
  between(min: number, max: number): number {
    return min + this.below(max - min + 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  }
}
