import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { makeTraceId, TRACE_RANDOM_BYTES } from '../../../core/domain/trace-id';
import type { IntegrationAlerts, ListedPlace } from '../../../core/usecases/ports';

const KEY = Buffer.alloc(32, 7);
const traces = (count: number, from: number): string[] =>
  Array.from({ length: count }, (_, i) => makeTraceId(1e15 + from + i, Buffer.alloc(TRACE_RANDOM_BYTES, i), KEY));

/** What every implementation of IntegrationAlerts promises. */
export function integrationAlertsContract(make: () => IntegrationAlerts): void {
  describe('alerts of an integration', () => {
    it('are none before any came', async () => {
      await expect(make().list(randomUUID(), { limit: 5 })).resolves.toEqual({ alerts: [], cursor: null });
    });

    it.each([1, 3, 4, 10, 40])('come newest first, each once, in pages of %d', async (limit) => {
      const [listed, integration] = [make(), randomUUID()];
      const batches = [traces(4, 0), traces(1, 10), traces(7, 20)];
      for (const batch of batches) await listed.add(integration, batch);
      await listed.add(integration, batches[1]!);
      await listed.add(randomUUID(), traces(3, 30));
      const seen: string[] = [];
      let cursor: ListedPlace | null = null;
      do {
        const page: Awaited<ReturnType<IntegrationAlerts['list']>> = await listed.list(
          integration,
          cursor === null ? { limit } : { limit, cursor },
        );
        expect(page.alerts.length).toBeLessThanOrEqual(limit);
        seen.push(...page.alerts);
        cursor = page.cursor;
      } while (cursor !== null);
      expect(seen).toEqual(batches.flat().sort().reverse());
    });

    it('stay listed when the newest of them comes again in other company, also at once', async () => {
      const [listed, integration] = [make(), randomUUID()];
      const [first, second, newest] = [...traces(2, 0), ...traces(1, 50)] as [string, string, string];
      await listed.add(integration, [first, newest]);
      await listed.add(integration, [newest]);
      const others = traces(6, 10);
      await Promise.all([second, ...others].map((other) => listed.add(integration, [other, newest])));
      const { alerts } = await listed.list(integration, { limit: 20 });
      expect(alerts).toEqual([first, second, newest, ...others].sort().reverse());
    });

    it('are not disturbed by those that come while they are read', async () => {
      const [listed, integration] = [make(), randomUUID()];
      const old = traces(4, 0);
      await listed.add(integration, old);
      const { cursor } = await listed.list(integration, { limit: 2 });
      await listed.add(integration, traces(5, 100));
      const { alerts } = await listed.list(integration, { limit: 5, cursor: cursor! });
      expect(alerts).toEqual([old[1], old[0]]);
    });
  });
}
