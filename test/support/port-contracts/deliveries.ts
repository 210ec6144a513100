import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Deliveries, DeliveryProgress } from '../../../core/usecases/ports';
import { aDeliveryMessage, anAttempt } from '../builders/deliveries';

const PENDING: DeliveryProgress = { status: 'pending', next_attempt_at: 1_789_000_009_000_000, reason: null };
const DELIVERED: DeliveryProgress = { status: 'delivered', next_attempt_at: null, reason: null };
const BURIED: DeliveryProgress = { status: 'dead_lettered', next_attempt_at: null, reason: 'Given up.' };

/** What every implementation of Deliveries promises. */
export function deliveriesContract(make: () => Deliveries): void {
  describe('deliveries', () => {
    it('are not there before something was recorded', async () => {
      await expect(make().find(randomUUID(), aDeliveryMessage().id)).resolves.toBeNull();
    });

    it('have what was recorded last, and every attempt in order', async () => {
      const deliveries = make();
      const message = aDeliveryMessage();
      const [first, second] = [anAttempt(), anAttempt({ number: 2, status_code: 204, error: null, response: '' })];
      await deliveries.record(message, first, PENDING);
      const pending = { ...message, ...PENDING, attempts: [first] };
      await expect(deliveries.find(message.integration, message.id)).resolves.toEqual(pending);
      await deliveries.record(message, second, DELIVERED);
      const delivered = { ...message, ...DELIVERED, attempts: [first, second] };
      await expect(deliveries.find(message.integration, message.id)).resolves.toEqual(delivered);
    });

    it('are made and ended without any attempt', async () => {
      const deliveries = make();
      const message = aDeliveryMessage();
      await deliveries.record(message, null, BURIED);
      const buried = { ...message, ...BURIED, attempts: [] };
      await expect(deliveries.find(message.integration, message.id)).resolves.toEqual(buried);
    });

    it('have an attempt once, however often and at the same time it is recorded', async () => {
      const deliveries = make();
      const message = aDeliveryMessage();
      await Promise.all(Array.from({ length: 10 }, () => deliveries.record(message, anAttempt(), PENDING)));
      const found = await deliveries.find(message.integration, message.id);
      expect(found?.attempts).toEqual([anAttempt()]);
    });

    it('are delivered if either of two workers who made the same attempt delivered', async () => {
      const deliveries = make();
      const ok = anAttempt({ status_code: 200, error: null });
      const [one, other] = [aDeliveryMessage(), aDeliveryMessage()];
      await deliveries.record(one, ok, DELIVERED);
      await deliveries.record(one, anAttempt(), PENDING);
      await deliveries.record(other, anAttempt(), PENDING);
      await deliveries.record(other, ok, DELIVERED);
      for (const { integration, id } of [one, other]) {
        await expect(deliveries.find(integration, id)).resolves.toMatchObject(DELIVERED);
      }
    });

    it('are not held back any more once they are delivered, unless they were asked for again', async () => {
      const deliveries = make();
      const message = aDeliveryMessage();
      const held: DeliveryProgress = { status: 'pending', next_attempt_at: null, reason: 'Held back.' };
      await deliveries.record(message, anAttempt({ status_code: 200, error: null }), DELIVERED);
      await deliveries.record(message, null, held);
      await expect(deliveries.find(message.integration, message.id)).resolves.toMatchObject(DELIVERED);
      await deliveries.record({ ...message, redelivery: { after: 1, nonce: 'n' } }, null, held);
      await expect(deliveries.find(message.integration, message.id)).resolves.toMatchObject(held);
    });

    it('keep the last fifty attempts and the first 4 KB of answers', async () => {
      const deliveries = make();
      const message = aDeliveryMessage();
      const response = 'ü'.repeat(4_000);
      for (let number = 1; number <= 53; number++) {
        await deliveries.record(message, anAttempt({ number, response }), PENDING);
      }
      const found = await deliveries.find(message.integration, message.id);
      expect(found?.attempts.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, i) => i + 4));
      expect(found?.attempts[0]?.response).toBe('ü'.repeat(2_048));
    });

    it('keep any body to the byte, large ones too', async () => {
      const deliveries = make();
      for (const body of ['', '"\\ud800" ü \u2028', 'x'.repeat(500_000), randomBytes(400_000).toString('base64')]) {
        const message = aDeliveryMessage({ body });
        await deliveries.record(message, anAttempt(), PENDING);
        await deliveries.record(message, anAttempt({ number: 2 }), PENDING);
        const found = await deliveries.find(message.integration, message.id);
        expect(found?.body).toBe(body);
        expect(found?.attempts).toHaveLength(2);
        const { deliveries: listed } = await deliveries.list(message.integration, { limit: 5 });
        expect(listed).toEqual([found]);
      }
    });

    it('are listed newest first, in pages that end', async () => {
      const deliveries = make();
      const integration = randomUUID();
      const messages = Array.from({ length: 7 }, (_, i) => aDeliveryMessage({ integration, sequence: i + 1 }));
      await Promise.all(messages.map((message) => deliveries.record(message, null, PENDING)));
      await deliveries.record(aDeliveryMessage(), null, PENDING);
      const pages = await readPages(deliveries, integration, 3);
      expect(pages.map((page) => page.map(({ sequence }) => sequence))).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
    });

    it('are listed between two times, oldest first, from the first on and before the second', async () => {
      const deliveries = make();
      const integration = randomUUID();
      const at = (second: number) => 1_789_000_000_000_000 + second * 1_000_000;
      const messages = [1, 2, 3, 4, 5].map((second) => aDeliveryMessage({ integration, transition_at: at(second) }));
      await Promise.all(messages.map((message) => deliveries.record(message, anAttempt({ replay: 'r' }), DELIVERED)));
      const between = async (since: number, until: number, limit = 9) =>
        (await deliveries.listBetween(integration, { since, until, limit })).map(({ transition_at }) => transition_at);
      await expect(between(at(2), at(5))).resolves.toEqual([at(2), at(3), at(4)]);
      await expect(between(at(2), at(4) + 1)).resolves.toEqual([at(2), at(3), at(4)]);
      await expect(between(0, 2 ** 53, 2)).resolves.toEqual([at(1), at(2)]);
      await expect(between(at(5), at(1))).resolves.toEqual([]);
      const [first] = await deliveries.listBetween(integration, { since: at(1), until: at(2), limit: 1 });
      expect(first).toEqual(await deliveries.find(integration, messages[0]!.id));
      expect(first?.attempts).toEqual([anAttempt({ replay: 'r' })]);
    });

    it('need no empty page to say that the last one was the last', async () => {
      const deliveries = make();
      const integration = randomUUID();
      for (const sequence of [1, 2])
        await deliveries.record(aDeliveryMessage({ integration, sequence }), null, PENDING);
      await expect(deliveries.list(integration, { limit: 2 })).resolves.toMatchObject({ cursor: null });
      await expect(deliveries.list(randomUUID(), { limit: 2 })).resolves.toEqual({ deliveries: [], cursor: null });
    });
  });
}

async function readPages(deliveries: Deliveries, integration: string, limit: number) {
  const pages = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await deliveries.list(integration, cursor === '' ? { limit } : { limit, cursor });
    pages.push(page.deliveries);
    cursor = page.cursor;
  }
  return pages;
}
