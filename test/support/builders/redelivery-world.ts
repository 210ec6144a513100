import { deliver } from '../../../core/usecases/deliver';
import type { DeliveryMessage } from '../../../core/contracts/delivery';
import { groupOf } from '../../../adapters/sqs/deliveries-queue';
import { makeRelease } from '../../../core/domain/webhook/redelivery';
import { NO_LEDGER } from '../fakes/memory-ledger';
import { MemoryBacklogs } from '../fakes/memory-backlogs';
import { ScriptedSender } from '../fakes/scripted-sender';
import { ApiWorld } from './api-world';
import { anOutgoingIntegration } from './outgoing';

/**
 * The api and deliver over the same fakes: what one queues, the other delivers, a group at a time in order, the clock
 * moving on to when each attempt is due.
 */
export class RedeliveryWorld extends ApiWorld {
  sender = new ScriptedSender();
  readonly backlogs = new MemoryBacklogs();

  override async settle(): Promise<this> {
    await super.settle();
    await this.integrate(anOutgoingIntegration());
    return this;
  }

  /** Works off the queue until nothing is in it; gives how each message ended, in order. */
  async work(): Promise<readonly string[]> {
    const groups = Map.groupBy(this.queue.messages.splice(0), groupOf);
    const results: string[] = [];
    for (const group of groups.values()) {
      for (const message of group) results.push(await this.finish(message));
    }
    return results;
  }

  private async finish(first: DeliveryMessage): Promise<string> {
    let message = first;
    for (;;) {
      const outcome = await this.attempt(message);
      if (outcome.result === 'retry') this.now += Math.ceil(outcome.after_seconds * 1_000_000);
      else if (outcome.result === 'held') message = await this.release(message);
      else return outcome.result;
    }
  }

  /** Of an endpoint that is left alone: when that is over it is sent from the table. */
  private async release({ integration, id, redelivery }: DeliveryMessage): Promise<DeliveryMessage> {
    const { open_until } = await this.healths.load(integration);
    const held = await this.deliveries.find(integration, id);
    // Held back for another reason, or once more at once: nothing would change.
    if (open_until === null || held === null || open_until < this.now - 1_000_000)
      throw new Error('Nothing would release it.');
    this.now = Math.max(this.now, open_until);
    return makeRelease(held, `r${this.now}`, redelivery?.after ?? null);
  }

  private attempt(message: DeliveryMessage) {
    const { sender, backlogs, deps } = this;
    return deliver({ ...deps, sender, backlogs, ledger: NO_LEDGER, jitter: () => 0, userAgent: 'Tocsin/1' }, message);
  }
}
