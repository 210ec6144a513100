import type { DeliveryMessage, ReleaseMessage } from '../../../core/contracts/delivery';
import { deduplicationIdOf } from '../../../core/domain/webhook/redelivery';
import type { DeliveriesQueue } from '../../../core/usecases/ports';

/** The deliveries queue in memory: keeps what was sent, drops what it has already got, and fails when told to. */
export class MemoryDeliveriesQueue implements DeliveriesQueue {
  readonly messages: DeliveryMessage[] = [];
  /** Who asked for a release. */
  readonly releases: ReleaseMessage[] = [];
  failing = false;

  send(messages: readonly DeliveryMessage[]): Promise<void> {
    if (this.failing) return Promise.reject(new Error('The queue is gone.'));
    for (const message of messages) {
      const repeated = this.messages.some((other) => deduplicationIdOf(other) === deduplicationIdOf(message));
      if (!repeated) this.messages.push(message);
    }
    return Promise.resolve();
  }

  askToRelease(message: ReleaseMessage): Promise<void> {
    if (this.failing) return Promise.reject(new Error('The queue is gone.'));
    this.releases.push(message);
    return Promise.resolve();
  }
}
