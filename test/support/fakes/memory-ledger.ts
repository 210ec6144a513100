import type { LedgerLines } from '../../../adapters/observability/ledger';
import type { Micros } from '../../../core/contracts/incident';
import type { LedgerFact } from '../../../core/contracts/ledger';
import { minuteOf, type LedgerSeries } from '../../../core/domain/ledger/ledger-series';
import type { LedgerBooks, LedgerRange } from '../../../core/usecases/ports';

/** The ledger in memory: what functions book and flush can be read. */
export class MemoryLedger implements LedgerLines, LedgerBooks {
  private pending: { readonly fact: LedgerFact; readonly at: Micros; readonly count: number }[] = [];
  private readonly counts = new Map<LedgerFact, Map<Micros, number>>();

  book(fact: LedgerFact, at: Micros, count = 1): void {
    this.pending.push({ fact, at, count });
  }

  flush(): void {
    for (const { fact, at, count } of this.pending.splice(0)) {
      const ofFact = this.counts.get(fact) ?? new Map<Micros, number>();
      ofFact.set(minuteOf(at), (ofFact.get(minuteOf(at)) ?? 0) + count);
      this.counts.set(fact, ofFact);
    }
  }

  read(facts: readonly LedgerFact[], { from, to }: LedgerRange): Promise<LedgerSeries> {
    const within = (at: Micros): boolean => at >= minuteOf(from) && at < minuteOf(to);
    const entries = facts.map((fact) => {
      const counts = [...(this.counts.get(fact) ?? [])].filter(([at]) => within(at));
      return [fact, new Map(counts)] as const;
    });
    return Promise.resolve(new Map(entries));
  }

  /** What was flushed, over all minutes. */
  get totals(): Readonly<Partial<Record<LedgerFact, number>>> {
    const sums = [...this.counts].map(([fact, counts]) => [fact, [...counts.values()].reduce((a, b) => a + b, 0)]);
    return Object.fromEntries(sums.filter(([, sum]) => sum !== 0)) as Partial<Record<LedgerFact, number>>;
  }

  /** What was booked and not flushed, in its order. */
  get unwritten(): readonly string[] {
    return this.pending.map(({ fact, count }) => `${fact} ${count}`);
  }
}

/** For tests that are about something else. */
export const NO_LEDGER: LedgerLines = { book: () => undefined, flush: () => undefined };
