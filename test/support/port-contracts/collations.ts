import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CollationGroup } from '../../../core/contracts/collation';
import type { Collations } from '../../../core/usecases/ports';

const AT = 1_789_000_000_123_456;

function aGroup(over: Partial<CollationGroup> = {}): CollationGroup {
  const window = { from: AT, until: AT + 60_000_000, integration: randomUUID(), entity_id: 'Ünterwasser \ud800' };
  return { service: randomUUID(), key: 'all', version: 1, windows: [window], ...over };
}

/** What every implementation of Collations promises. */
export function collationsContract(make: () => Collations): void {
  describe('collations', () => {
    it('have no group before the first save', async () => {
      await expect(make().load(randomUUID(), 'all')).resolves.toBeNull();
    });

    it('give back the group that was saved last, and keep groups and services apart', async () => {
      const collations = make();
      const first = aGroup();
      const second = { ...aGroup({ service: first.service, key: first.key }), version: 2 };
      await expect(collations.save(first)).resolves.toBe('saved');
      await expect(collations.load(first.service, first.key)).resolves.toEqual(first);
      await expect(collations.save(second)).resolves.toBe('saved');
      await expect(collations.load(first.service, first.key)).resolves.toEqual(second);
      await expect(collations.load(first.service, 'other')).resolves.toBeNull();
    });

    it('let exactly one of many writers of the same version through', async () => {
      const collations = make();
      const { service } = aGroup();
      for (const version of [1, 2]) {
        const groups = Array.from({ length: 20 }, () => aGroup({ service, version }));
        const results = await Promise.all(groups.map((group) => collations.save(group)));
        expect(results.filter((result) => result === 'saved')).toHaveLength(1);
        await expect(collations.load(service, 'all')).resolves.toEqual(groups[results.indexOf('saved')]);
      }
    });

    it('conflict with a version that is not the next', async () => {
      const collations = make();
      const group = aGroup();
      await collations.save(group);
      for (const version of [1, 3]) await expect(collations.save({ ...group, version })).resolves.toBe('conflict');
      await expect(collations.save(aGroup({ version: 2 }))).resolves.toBe('conflict');
    });
  });
}
