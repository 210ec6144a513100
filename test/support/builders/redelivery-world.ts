import { deliver } from '../../../core/usecases/deliver';
import type { DeliveryMessage } from '../../../core/contracts/delivery';
import { groupOf } from '../../../adapters/sqs/deliveries-queue';
import { ScriptedSender } from '../fakes/scripted-sender';
import { ApiWorld } from './api-world';
import { anOutgoingIntegration } from './outgoing';

/**
 * The api and deliver over the same fakes: what one queues, the other delivers, a group at a time in order, the clock
 * moving on to when each attempt is due.
 */
export class RedeliveryWorld extends ApiWorld {
  sender = new ScriptedSender();

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

  private async finish(message: DeliveryMessage): Promise<string> {
    for (;;) {
      const outcome = await this.attempt(message);
      if (outcome.result !== 'retry') return outcome.result;
      this.now += Math.ceil(outcome.after_seconds * 1_000_000);
    }
  }

  private attempt(message: DeliveryMessage) {
    const { deliveries, resources: directory, sender, deps } = this;
    const { vault, clock } = deps;
    const made = { deliveries, directory, endpointSwitch: directory, sender, vault, clock };
    return deliver({ ...made, jitter: () => 0, userAgent: 'Tocsin/1' }, message);
  }
}
