import type { Attempt, Delivery, DeliveryMessage } from '../../../core/contracts/delivery';
import type { Deliveries, DeliveryPage, DeliveryProgress } from '../../../core/usecases/ports';

/** Deliveries in memory. */
export class MemoryDeliveries implements Deliveries {
  readonly rows = new Map<string, Delivery>();

  find(integration: string, delivery: string): Promise<Delivery | null> {
    return Promise.resolve(this.rows.get(`${integration}/${delivery}`) ?? null);
  }

  record(message: DeliveryMessage, attempt: Attempt | null, then: DeliveryProgress): Promise<void> {
    const key = `${message.integration}/${message.id}`;
    const known = this.rows.get(key);
    const attempts = known?.attempts ?? [];
    const latest = attempts.at(-1)?.number ?? 0;
    // Held back by one worker while another one delivered it.
    const isHold = attempt === null && then.status === 'pending' && then.next_attempt_at === null;
    if (isHold && message.redelivery === undefined && known?.status === 'delivered') return Promise.resolve();
    if (attempt === null || attempt.number > latest) {
      const all = attempt === null ? attempts : [...attempts, attempt];
      this.rows.set(key, { ...message, ...then, attempts: all });
    } else if (known !== undefined && known.status !== 'delivered' && attempt.number === latest) {
      // Two workers made the same attempt: that of the two which delivered counts.
      this.rows.set(key, { ...known, ...then });
    }
    return Promise.resolve();
  }

  listBetween(
    integration: string,
    { since, until, limit }: { readonly since: number; readonly until: number; readonly limit: number },
  ): Promise<readonly Delivery[]> {
    const all = [...this.rows.values()]
      .filter((delivery) => delivery.integration === integration)
      .filter(({ transition_at }) => transition_at >= since && transition_at < until)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return Promise.resolve(all.slice(0, limit));
  }

  list(
    integration: string,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<DeliveryPage> {
    const all = [...this.rows.values()]
      .filter((delivery) => delivery.integration === integration)
      .filter(({ id }) => cursor === undefined || id < cursor)
      .toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const deliveries = all.slice(0, limit);
    return Promise.resolve({ deliveries, cursor: all.length > limit ? (deliveries.at(-1)?.id ?? null) : null });
  }
}
