import { setTimeout as sleep } from 'node:timers/promises';
import type { SchedulePlan } from '../assembly/schedules';
import type { Finished } from '../functions/protocol';
import { scheduledEvent } from './scheduled-event';

export interface ScheduledRunsDeps {
  /** Never rejects; says itself what failed. */
  readonly invoke: (functionName: string, event: string) => Promise<Finished>;
}

/**
 * Runs one function at its rate, the first time one period after the start, as EventBridge does. Runs never overlap: what
 * comes due while one is under way is left out. A run that fails is a line of the log, and the next comes as if it had not.
 */
export class ScheduledRuns {
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly plan: SchedulePlan,
    private readonly deps: ScheduledRunsDeps,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  /** Begins no more runs; resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const { everyMs, functionName, input, ruleArn } = this.plan;
    let due = performance.now() + everyMs;
    for (;;) {
      await sleep(Math.max(0, due - performance.now()), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.deps.invoke(functionName, input ?? scheduledEvent(ruleArn, new Date()));
      const missed = Math.max(0, Math.floor((performance.now() - due) / everyMs));
      due += (missed + 1) * everyMs;
    }
  }
}
