import type { AlertsInFlight, AlertsQueue, TakenMessage } from '../../../core/usecases/ports';

interface Queued {
  readonly messageId: string;
  readonly body: string;
  receives: number;
  /** Hidden from others. */
  isInFlight: boolean;
}

/** The alerts queue in memory, at both of its ends. What is in flight comes again when a test says so: {@link lapse}. */
export class MemoryAlertsQueue implements AlertsQueue, AlertsInFlight {
  private messages: Queued[] = [];
  private sent = 0;
  /** How often somebody took some. */
  takes = 0;
  failing = false;

  send(body: string): Promise<void> {
    if (this.failing) return Promise.reject(new Error('The queue is gone.'));
    this.sent += 1;
    this.messages.push({ messageId: `message-${this.sent}`, body, receives: 0, isInFlight: false });
    return Promise.resolve();
  }

  take(): Promise<readonly TakenMessage[]> {
    if (this.failing) return Promise.reject(new Error('The queue is gone.'));
    this.takes += 1;
    return Promise.resolve(this.receive(10));
  }

  remove(receipts: readonly string[]): Promise<number> {
    if (this.failing) return Promise.resolve(receipts.length);
    this.messages = this.messages.filter((message) => !receipts.some((receipt) => receipt.startsWith(nameOf(message))));
    return Promise.resolve(0);
  }

  /** What the poller would take of it: the same, but never fails. */
  receive(limit: number): readonly (TakenMessage & { readonly receives: number })[] {
    const some = this.messages.filter(({ isInFlight }) => !isInFlight).slice(0, limit);
    return some.map((message) => {
      message.isInFlight = true;
      message.receives += 1;
      const { messageId, body, receives } = message;
      return { messageId, body, receives, receipt: `${nameOf(message)}${receives}` };
    });
  }

  /** All that was taken and not removed can be taken again. */
  lapse(): void {
    for (const message of this.messages) message.isInFlight = false;
  }

  /** Bodies of the messages that nobody has removed. */
  get bodies(): readonly string[] {
    return this.messages.map(({ body }) => body);
  }
}

function nameOf({ messageId }: Queued): string {
  return `${messageId}/`;
}
