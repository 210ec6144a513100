import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { EndpointHealth } from '../../../core/contracts/endpoint-health';
import { HEALTHY } from '../../../core/domain/webhook/endpoint-health';
import type { EndpointHealths } from '../../../core/usecases/ports';

const FAILING: EndpointHealth = {
  version: 0,
  failures: 3,
  failing_since: 1_789_000_000_123_456,
  last_failure_at: 1_789_000_009_123_456,
  last_error: 'The endpoint answered 500. ü',
  open_until: 1_789_000_010_123_456,
  openings: 1,
  slow_until: 1_789_000_012_000_000,
  disabled: { by: 'health', at: 1_789_000_010_000_000, failing_since: 1_789_000_000_123_456 },
  backlog: 'kept',
  releasing_at: 1_789_000_011_000_000,
};

/** What every implementation of EndpointHealths promises. */
export function endpointHealthsContract(make: () => EndpointHealths): void {
  describe('the health of an endpoint', () => {
    it('is good until something else was written', async () => {
      await expect(make().load(randomUUID())).resolves.toEqual(HEALTHY);
    });

    it('is as it was written last, one version further each time', async () => {
      const [healths, id] = [make(), randomUUID()];
      await expect(healths.save(id, FAILING)).resolves.toBe('saved');
      await expect(healths.load(id)).resolves.toEqual({ ...FAILING, version: 1 });
      await expect(healths.save(id, { ...HEALTHY, version: 1 })).resolves.toBe('saved');
      await expect(healths.load(id)).resolves.toEqual({ ...HEALTHY, version: 2 });
    });

    it('is written by one of those who read the same', async () => {
      const [healths, id] = [make(), randomUUID()];
      for (const version of [0, 1]) {
        const writing = Array.from({ length: 8 }, (_, failures) => healths.save(id, { ...FAILING, failures, version }));
        const results = await Promise.all(writing);
        expect(results.filter((result) => result === 'saved')).toHaveLength(1);
        await expect(healths.load(id)).resolves.toMatchObject({
          failures: results.indexOf('saved'),
          version: version + 1,
        });
      }
    });
  });
}
