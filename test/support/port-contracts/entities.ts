import { describe, expect, it } from '@jest/globals';
import type { Entities } from '../../../core/usecases/ports';
import { aHead, anIncident } from '../builders/incidents';

/** What every implementation of Entities promises. `make` gives one; entities of tests are their own. */
export function entitiesContract(make: () => Entities): void {
  describe('entities', () => {
    it('have no head before the first save', async () => {
      await expect(make().load('5ce8918d-dfac-4f00-b95a-b204dcedafc9', 'never seen')).resolves.toBeNull();
    });

    it('give back the head that was saved last', async () => {
      const entities = make();
      const first = aHead(anIncident());
      const second = { ...first, version: 2, recent_alerts: [] };
      await expect(entities.save(first, true)).resolves.toBe('saved');
      await expect(entities.load(first.integration, first.entity_id)).resolves.toEqual(first);
      await expect(entities.save(second, false)).resolves.toBe('saved');
      await expect(entities.load(first.integration, first.entity_id)).resolves.toEqual(second);
    });

    it('let exactly one of many first saves through, whose head stays', async () => {
      const entities = make();
      const heads = Array.from({ length: 20 }, (_, i) => aHead(anIncident(OWNER), { alert_pages: i }));
      const results = await Promise.all(heads.map((head) => entities.save(head, true)));
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
      const winner = heads[results.indexOf('saved')];
      await expect(entities.load(OWNER.integration, OWNER.entity_id)).resolves.toEqual(winner);
    });

    it('let exactly one of many next saves through', async () => {
      const entities = make();
      const first = aHead(anIncident());
      await entities.save(first, true);
      const nexts = Array.from({ length: 20 }, (_, i) => ({ ...first, version: 2, alert_pages: i }));
      const results = await Promise.all(nexts.map((head) => entities.save(head, false)));
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    });

    it('conflict with a save of a version that is neither the next nor the first', async () => {
      const entities = make();
      const first = aHead(anIncident());
      await entities.save(first, true);
      await expect(entities.save({ ...first, version: 3 }, false)).resolves.toBe('conflict');
      await expect(entities.save(first, false)).resolves.toBe('conflict');
      await expect(entities.save(aHead(anIncident(), { version: 2 }), false)).resolves.toBe('conflict');
    });

    it('keep entities of one id apart by their integrations', async () => {
      const entities = make();
      const one = aHead(anIncident({ entity_id: 'db-1' }));
      const other = aHead(anIncident({ entity_id: 'db-1' }));
      await entities.save(one, true);
      await expect(entities.save(other, true)).resolves.toBe('saved');
      await expect(entities.load(one.integration, 'db-1')).resolves.toEqual(one);
    });
  });
}

const OWNER = { integration: '6f1e7a52-0a7e-4d0a-9a2f-4d1b9a1c0f11', entity_id: 'raced for' };
