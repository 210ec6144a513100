import type { TimerMessage } from '../../../core/contracts/timer';
import type { DelayedTimer, TimersQueue } from '../../../core/usecases/ports';

/** The timers queue in memory: keeps what was sent, and fails when told to. */
export class MemoryTimersQueue implements TimersQueue {
  sent: DelayedTimer[] = [];
  failing = false;

  send(timers: readonly DelayedTimer[]): Promise<void> {
    if (this.failing) return Promise.reject(new Error('The queue is gone.'));
    this.sent.push(...timers);
    return Promise.resolve();
  }

  /** Takes out all that was sent. */
  drain(): readonly DelayedTimer[] {
    const { sent } = this;
    this.sent = [];
    return sent;
  }

  get timers(): readonly TimerMessage[] {
    return this.sent.map(({ timer }) => timer);
  }
}
