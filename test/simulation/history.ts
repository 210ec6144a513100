import type { Key } from '../../core/contracts/keys';

/** What was there from a time on; null: nothing. */
interface Version {
  readonly at: number;
  readonly value: object | null;
}

/** Items of a table that remembers all that they ever were: what a reading may have seen that is as old as a cache lets it be. */
export class HistoricItems extends Map<string, object> {
  /** What is written before the schedule begins was always there. */
  now: () => number = () => -Infinity;
  private readonly past = new Map<string, Version[]>();

  override set(key: string, value: object): this {
    this.note(key, value);
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    this.note(key, null);
    return super.delete(key);
  }

  /** All that the item was at some time of a stretch, both ends included. */
  versions({ pk, sk }: Key, from: number, to: number): readonly (object | null)[] {
    const past = this.past.get(`${pk}\n${sk}`) ?? [];
    const first = past.findLastIndex(({ at }) => at <= from);
    const seen = past.slice(Math.max(0, first)).filter(({ at }) => at <= to);
    return [...(first === -1 ? [null] : []), ...seen.map(({ value }) => value)];
  }

  private note(key: string, value: object | null): void {
    const past = this.past.get(key) ?? [];
    const at = this.now();
    // One that is replaced is deleted first, in the same step.
    const isReplaced = value !== null && past.at(-1)?.at === at && past.at(-1)?.value === null;
    this.past.set(key, [...(isReplaced ? past.slice(0, -1) : past), { at, value }]);
  }
}
