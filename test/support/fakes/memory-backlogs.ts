import type { DeliveryMessage } from '../../../core/contracts/delivery';
import { heldPositionOf, heldPrefixOf } from '../../../core/domain/webhook/held-position';
import type { Backlogs, HeldDelivery } from '../../../core/usecases/ports';

/** What is held back, in memory. */
export class MemoryBacklogs implements Backlogs {
  private readonly entries = new Map<string, HeldDelivery>();

  get size(): number {
    return this.entries.size;
  }

  add(message: DeliveryMessage, at: number): Promise<void> {
    const position = heldPositionOf(message);
    const after = message.redelivery?.after ?? null;
    this.entries.set(`${message.integration} ${position}`, { position, delivery: message.id, after, at });
    return Promise.resolve();
  }

  remove(integration: string, position: string, at?: number): Promise<void> {
    const key = `${integration} ${position}`;
    if (at === undefined || this.entries.get(key)?.at === at) this.entries.delete(key);
    return Promise.resolve();
  }

  async hasBefore(message: DeliveryMessage): Promise<boolean> {
    const [prefix, own] = [heldPrefixOf(message), heldPositionOf(message)];
    const all = await this.list(message.integration, { after: '', limit: Infinity });
    return all.some(({ position }) => position.startsWith(prefix) && position < own);
  }

  list(
    integration: string,
    { after, limit }: { readonly after: string; readonly limit: number },
  ): Promise<readonly HeldDelivery[]> {
    const all = this.of(integration)
      .filter(({ position }) => position > after)
      .toSorted((a, b) => (a.position < b.position ? -1 : 1));
    return Promise.resolve(all.slice(0, limit));
  }

  /** All that is held back of one, in no order. */
  of(integration: string): readonly HeldDelivery[] {
    return [...this.entries].filter(([key]) => key.startsWith(`${integration} `)).map(([, held]) => held);
  }
}
