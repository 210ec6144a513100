import { NO_FAULTS } from './faults';
import type { Parts } from './parts';
import { PLANNED, type Plan } from './plan';
import { simulate, type Outcome } from './simulate';

/** Runs that one shrinking may take. */
const MOST_RUNS = 1_500;

/**
 * Makes the plan of a failing schedule smaller for as long as it breaks the same promise in no more steps: fewer posts,
 * changes and faults, fewer things switched on. The same plan always shrinks to the same one.
 */
export async function shrink(failing: Plan, parts: Parts): Promise<Plan> {
  const shrinker = new Shrinker(failing, parts, await simulate(failing, parts));
  for (let size = Infinity; shrinker.size < size;) {
    size = shrinker.size;
    await shrinker.switchOff();
    for (const list of PLANNED) await shrinker.dropFrom(list);
    await shrinker.dropFaults();
  }
  return shrinker.plan;
}

class Shrinker {
  plan: Plan;
  private runs = 0;

  constructor(
    failing: Plan,
    private readonly parts: Parts,
    private outcome: Outcome,
  ) {
    this.plan = failing;
  }

  get size(): number {
    const listed = PLANNED.reduce((sum, list) => sum + this.plan[list].length, 0);
    return listed + (10_000 - this.plan.without.length);
  }

  async switchOff(): Promise<void> {
    const { plan } = this;
    const off: readonly Partial<Plan>[] = [
      { faults: NO_FAULTS },
      { maintenance: null },
      { collation: null },
      { autoResolve: 0 },
      { acknowledgementTimeout: 0 },
      { skew: 0 },
      { alertReceives: 45 },
      { deliveryReceives: 100 },
      ...(['lost', 'repeated', 'killed', 'stall', 'duplicate', 'unacknowledged'] as const).map((kind) => ({
        faults: { ...plan.faults, [kind]: 0 },
      })),
    ];
    for (const change of off) await this.keepIfFailing({ ...this.plan, ...merged(this.plan, change) });
  }

  /** Leaves out halves, quarters … single items. */
  async dropFrom(what: (typeof PLANNED)[number]): Promise<void> {
    for (
      let length = Math.ceil(this.plan[what].length / 2);
      length >= 1;
      length = length > 1 ? Math.ceil(length / 2) : 0
    ) {
      for (let from = 0; from < this.plan[what].length;) {
        const isKept = (_: unknown, index: number): boolean => index < from || index >= from + length;
        const rest = this.plan[what].filter(isKept);
        if (!(await this.keepIfFailing({ ...this.plan, [what]: rest }))) from += length;
      }
    }
  }

  /** Leaves out faults that it fails without; what happens after one that is left out may differ, so the list is made anew. */
  async dropFaults(): Promise<void> {
    for (let index = 0; ; index++) {
      const fault = this.outcome.faults[index];
      if (fault === undefined || this.runs > MOST_RUNS) return;
      if (await this.keepIfFailing({ ...this.plan, without: [...this.plan.without, fault] })) index -= 1;
    }
  }

  private async keepIfFailing(plan: Plan): Promise<boolean> {
    this.runs += 1;
    if (this.runs > MOST_RUNS || JSON.stringify(plan) === JSON.stringify(this.plan)) return false;
    const outcome = await simulate(plan, this.parts);
    const isSame = outcome.failure !== null && promiseOf(outcome) === promiseOf(this.outcome);
    if (!isSame || outcome.turns > this.outcome.turns) return false;
    [this.plan, this.outcome] = [plan, outcome];
    return true;
  }
}

/** Which promise was broken: failures begin with it. */
function promiseOf({ failure }: Outcome): string {
  return failure?.split(' ')[0] ?? '';
}

/** One rate of the faults as the plan has them by now, not as it had them when the list of changes was made. */
function merged(plan: Plan, change: Partial<Plan>): Partial<Plan> {
  const zeroed = Object.entries(change.faults ?? {}).filter(([, rate]) => rate === 0);
  return change.faults === undefined ? change : { faults: { ...plan.faults, ...Object.fromEntries(zeroed) } };
}
