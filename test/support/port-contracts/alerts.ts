import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Alerts } from '../../../core/usecases/ports';
import { anyStoredAlert } from '../arbitraries/alert';
import { freshAlert } from '../builders/fresh-incidents';

/** What every implementation of Alerts promises. */
export function alertsContract(make: () => Alerts): void {
  describe('alerts', () => {
    it('are not there before they are stored', async () => {
      await expect(make().find(randomUUID())).resolves.toBeNull();
    });

    it('come back as they were stored, whatever is in them', async () => {
      const alerts = make();
      await fc.assert(
        fc.asyncProperty(anyStoredAlert, async (alert) => {
          const stored = { ...alert, trace_id: randomUUID() };
          await expect(alerts.store(stored)).resolves.toBe('stored');
          await expect(alerts.find(stored.trace_id)).resolves.toEqual(stored);
        }),
        { numRuns: 40 },
      );
    });

    it('stay as they were stored first', async () => {
      const alerts = make();
      const first = freshAlert();
      await alerts.store(first);
      const second = { ...first, outcome: { status: 'failed' as const, error: 'given up' }, body: { late: true } };
      await expect(alerts.store(second)).resolves.toBe('exists');
      await expect(alerts.find(first.trace_id)).resolves.toEqual(first);
    });

    it('are stored by exactly one of many who try at the same time', async () => {
      const alerts = make();
      const trace_id = randomUUID();
      const tries = Array.from({ length: 20 }, (_, i) => freshAlert({ trace_id, accepted_at: i }));
      const results = await Promise.all(tries.map((alert) => alerts.store(alert)));
      expect(results.filter((result) => result === 'stored')).toHaveLength(1);
      await expect(alerts.find(trace_id)).resolves.toEqual(tries[results.indexOf('stored')]);
    });

    it('of a whole megabyte that does not compress come back, and stay as they were stored first', async () => {
      const alerts = make();
      const first = freshAlert({ body: { dump: randomBytes(770_000).toString('base64') } });
      const second = { ...first, body: { dump: randomBytes(770_000).toString('base64') } };
      await expect(alerts.store(first)).resolves.toBe('stored');
      await expect(alerts.store(second)).resolves.toBe('exists');
      await expect(alerts.find(first.trace_id)).resolves.toEqual(first);
      await expect(alerts.findMany([first.trace_id])).resolves.toEqual([first]);
    });

    it('come in the order asked for, without those that are not stored', async () => {
      const alerts = make();
      const stored = Array.from({ length: 120 }, () => freshAlert());
      // A few at a time: engines on a busy machine answer within the clients' timeouts then.
      for (let i = 0; i < stored.length; i += 20) {
        await Promise.all(stored.slice(i, i + 20).map((alert) => alerts.store(alert)));
      }
      const asked = [...stored].reverse();
      const ids = asked.flatMap((alert) => [alert.trace_id, randomUUID()]);
      await expect(alerts.findMany(ids)).resolves.toEqual(asked);
      await expect(alerts.findMany([])).resolves.toEqual([]);
    });
  });

  describe('parts of a request', () => {
    it('are none before they are noted', async () => {
      await expect(make().endedParts(randomUUID())).resolves.toEqual([]);
    });

    it('come back once each, in the order of their elements, as they were noted last', async () => {
      const alerts = make();
      const [request, at] = [randomUUID(), Date.now() * 1_000];
      const note = (from: number, to: number, all_failed: boolean) =>
        alerts.notePart(request, { from, to, all_failed }, at);
      await alerts.notePart(randomUUID(), { from: 0, to: 5, all_failed: true }, at);
      for (const [from, to] of [
        [100, 200],
        [99_900, 100_000],
        [0, 100],
        [0, 1_000],
      ] as const)
        await note(from, to, from === 100);
      await note(0, 100, true);
      await expect(alerts.endedParts(request)).resolves.toEqual([
        { from: 0, to: 100, all_failed: true },
        { from: 0, to: 1_000, all_failed: false },
        { from: 100, to: 200, all_failed: true },
        { from: 99_900, to: 100_000, all_failed: false },
      ]);
    });
  });
}
