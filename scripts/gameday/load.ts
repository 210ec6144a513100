import { setTimeout as pause } from 'node:timers/promises';
import { planStorm, type StormAlert, type StormSize } from '../../test/support/storm/plan-storm';
import { postAlert, type AcceptedStormAlert } from '../../test/support/storm/send-storm';

/** Tries of one alert are this far apart, in milliseconds. */
const AGAIN_MS = 250;

/** What a post was answered with that was not 200; 0: nothing. */
export interface Refusal {
  readonly status: number;
  /** By `performance.now()`. */
  readonly at: number;
}

export interface LoadPlan extends StormSize {
  /** Where alerts go at the moment: a restart changes it. */
  readonly url: () => string;
  readonly perSecond: number;
}

/**
 * A monitor that posts alerts at a steady pace, and more at once when it is told to. What gets no 200 is sent again until it
 * has one or everything is over, as monitors do: it may have been taken all the same.
 */
export class Load {
  readonly accepted: AcceptedStormAlert[] = [];
  readonly refusals: Refusal[] = [];
  private readonly alerts: Iterator<StormAlert>;
  private readonly posting = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private until = Number.POSITIVE_INFINITY;

  constructor(private readonly plan: LoadPlan) {
    this.alerts = planStorm(plan).values();
  }

  start(): void {
    this.timer = setInterval(() => {
      this.burst(1);
    }, 1_000 / this.plan.perSecond);
  }

  /** Posts so many alerts at once. */
  burst(count: number): void {
    for (let sent = 0; sent < count; sent += 1) {
      const next = this.alerts.next();
      if (next.done !== true) this.begin(next.value);
    }
  }

  /** Begins no more, and waits until each is taken or that time (of `performance.now()`) has come. */
  async finish(until: number): Promise<void> {
    clearInterval(this.timer);
    this.until = until;
    await Promise.all(this.posting);
  }

  /** Posts these in the same way; answers with those that were taken in time. */
  async sendAll(alerts: readonly StormAlert[], until: number): Promise<readonly AcceptedStormAlert[]> {
    this.until = until;
    const before = this.accepted.length;
    for (const alert of alerts) this.begin(alert);
    await Promise.all(this.posting);
    return this.accepted.slice(before);
  }

  /** Ends everything at once, whatever was taken. */
  stop(): void {
    clearInterval(this.timer);
    this.until = 0;
  }

  private begin(alert: StormAlert): void {
    const posting = this.post(alert).finally(() => {
      this.posting.delete(posting);
    });
    this.posting.add(posting);
  }

  private async post(alert: StormAlert): Promise<void> {
    while (performance.now() < this.until) {
      const answer = await postAlert(this.plan.url(), alert);
      if (answer.ok) {
        this.accepted.push(answer.accepted);
        return;
      }
      this.refusals.push({ status: answer.status, at: performance.now() });
      await pause(AGAIN_MS);
    }
  }
}
