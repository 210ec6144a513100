import { describe, expect, it } from '@jest/globals';
import { eventually } from '../eventually';
import type { AlertsInFlight, AlertsQueue, TakenMessage } from '../../../core/usecases/ports';

/** An alerts queue of its own, at both of its ends. `lapse`: what was taken, and not removed, comes again within seconds. */
export interface QueueUnderTest {
  readonly queue: AlertsQueue;
  readonly inFlight: AlertsInFlight;
  readonly lapse: () => Promise<void>;
}

/** What every implementation of AlertsInFlight promises. */
export function alertsInFlightContract(make: () => Promise<QueueUnderTest>): void {
  /** Takes until none comes any more: one call may give less than there is. */
  async function takeAll({ inFlight }: QueueUnderTest): Promise<readonly TakenMessage[]> {
    const all: TakenMessage[] = [];
    for (;;) {
      const some = await inFlight.take();
      expect(some.length).toBeLessThanOrEqual(10);
      if (some.length === 0) return all;
      all.push(...some);
    }
  }
  /** Takes until so many have come. */
  async function takeUntil({ inFlight }: QueueUnderTest, count: number): Promise<readonly TakenMessage[]> {
    const all: TakenMessage[] = [];
    return eventually({ what: `${count} messages` }, async () => {
      all.push(...(await inFlight.take()));
      return all.length >= count && all;
    });
  }
  const bodiesOf = (messages: readonly TakenMessage[]): readonly string[] => messages.map(({ body }) => body).sort();

  describe('messages taken off the alerts queue', () => {
    it('are none when none wait, and nobody waits for one', async () => {
      const { inFlight } = await make();
      await expect(inFlight.take()).resolves.toEqual([]);
    });

    it('come as they were sent, each to one taker, and up to ten at a time', async () => {
      const under = await make();
      const bodies = Array.from({ length: 23 }, (_, index) => `{"id":12345678901234567890,"text":"ü ${index + 10}"}`);
      for (const body of bodies) await under.queue.send(body, 'group');
      const [some, others] = await Promise.all([takeAll(under), takeAll(under)]);
      expect(bodiesOf([...some, ...others])).toEqual(bodies);
      expect(new Set([...some, ...others].map(({ messageId }) => messageId)).size).toBe(bodies.length);
    });

    it('come again, under the same id, unless they are removed', async () => {
      const under = await make();
      for (const body of ['1', '2', '3']) await under.queue.send(body, 'group');
      const taken = await takeAll(under);
      const [first, ...others] = taken;
      await expect(under.inFlight.remove([first?.receipt ?? ''])).resolves.toBe(0);
      await under.lapse();
      const again = await takeUntil(under, 2);
      expect(bodiesOf(again)).toEqual(bodiesOf(others));
      expect(again.map(({ messageId }) => messageId).sort()).toEqual(others.map(({ messageId }) => messageId).sort());
    });

    it('are removed however many they are, and removing them again does no harm', async () => {
      const under = await make();
      for (let sent = 0; sent < 23; sent++) await under.queue.send(String(sent), 'group');
      await under.queue.send('stays', 'group');
      const taken = await takeAll(under);
      const receipts = taken.filter(({ body }) => body !== 'stays').map(({ receipt }) => receipt);
      await expect(under.inFlight.remove(receipts)).resolves.toBe(0);
      await expect(under.inFlight.remove(receipts.slice(0, 3))).resolves.toBe(0);
      await expect(under.inFlight.remove([])).resolves.toBe(0);
      await under.lapse();
      // The others would come again with it.
      expect(bodiesOf(await takeUntil(under, 1))).toEqual(['stays']);
    });
  });
}
