import { describe, expect, it } from '@jest/globals';
import { STATUS } from '../../../core/contracts/incident';
import { hashEntityId } from '../../../core/domain/entity-hash';
import { locationOf } from '../../../core/domain/incident-location';
import type { Entities } from '../../../core/usecases/ports';
import { freshIncident } from '../builders/fresh-incidents';
import { aHead } from '../builders/incident';

/** What every implementation of Entities promises. `make` gives one; entities of tests are their own. */
export function entitiesContract(make: () => Entities): void {
  describe('entities', () => {
    it('have no head before the first save', async () => {
      await expect(make().load('5ce8918d-dfac-4f00-b95a-b204dcedafc9', 'never seen')).resolves.toBeNull();
    });

    it('give back the head that was saved last', async () => {
      const entities = make();
      const first = aHead(freshIncident());
      const second = { ...first, version: 2, recent_alerts: [] };
      await expect(entities.save(first, true)).resolves.toBe('saved');
      await expect(entities.load(first.integration, first.entity_id)).resolves.toEqual(first);
      await expect(entities.save(second, false)).resolves.toBe('saved');
      await expect(entities.load(first.integration, first.entity_id)).resolves.toEqual(second);
    });

    it('let exactly one of many first saves through, whose head stays', async () => {
      const entities = make();
      const heads = Array.from({ length: 20 }, (_, i) => aHead(freshIncident(OWNER), { alert_pages: i }));
      const results = await Promise.all(heads.map((head) => entities.save(head, true)));
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
      const winner = heads[results.indexOf('saved')];
      await expect(entities.load(OWNER.integration, OWNER.entity_id)).resolves.toEqual(winner);
    });

    it('let exactly one of many next saves through', async () => {
      const entities = make();
      const first = aHead(freshIncident());
      await entities.save(first, true);
      const nexts = Array.from({ length: 20 }, (_, i) => ({ ...first, version: 2, alert_pages: i }));
      const results = await Promise.all(nexts.map((head) => entities.save(head, false)));
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    });

    it('conflict with a save of a version that is neither the next nor the first', async () => {
      const entities = make();
      const first = aHead(freshIncident());
      await entities.save(first, true);
      await expect(entities.save({ ...first, version: 3 }, false)).resolves.toBe('conflict');
      await expect(entities.save(first, false)).resolves.toBe('conflict');
      await expect(entities.save(aHead(freshIncident(), { version: 2 }), false)).resolves.toBe('conflict');
    });

    it('are found by their place, too', async () => {
      const entities = make();
      const head = aHead(freshIncident());
      const place = { integration: head.integration, entity_id_hash: hashEntityId(head.entity_id) };
      await expect(entities.loadAt(place)).resolves.toBeNull();
      await entities.save(head, true);
      await expect(entities.loadAt(place)).resolves.toEqual(head);
    });

    it('give back an archived incident with what its head knew, and let one of many changes of it through', async () => {
      const entities = make();
      const incident = freshIncident({ status: STATUS.resolved });
      const head = aHead(incident, { version: 7, alert_pages: 2 });
      await expect(entities.loadArchived(locationOf(incident))).resolves.toBeNull();
      await entities.archive(head, incident);
      const { recent_alerts, alert_pages } = head;
      const archived = { version: 7, incident, recent_alerts, alert_pages };
      await expect(entities.loadArchived(locationOf(incident))).resolves.toEqual(archived);
      const nexts = Array.from({ length: 20 }, (_, i) => ({
        ...archived,
        version: 8,
        incident: { ...incident, title: `title ${i}` },
      }));
      const results = await Promise.all(nexts.map((next) => entities.saveArchived(next)));
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
      await expect(entities.loadArchived(locationOf(incident))).resolves.toEqual(nexts[results.indexOf('saved')]);
    });

    it('keep a changed archived incident from a writer who comes late with what it was', async () => {
      const entities = make();
      const incident = freshIncident({ status: STATUS.resolved });
      const head = aHead(incident, { version: 7 });
      await entities.archive(head, incident);
      const { version, recent_alerts, alert_pages } = head;
      const changed = { version: version + 1, incident: { ...incident, title: 'Known' }, recent_alerts, alert_pages };
      await expect(entities.saveArchived(changed)).resolves.toBe('saved');
      await entities.archive(head, incident);
      await expect(entities.loadArchived(locationOf(incident))).resolves.toEqual(changed);
    });

    it('have no archived incident to change before it was archived', async () => {
      const archived = { version: 1, incident: freshIncident(), recent_alerts: [], alert_pages: 0 };
      await expect(make().saveArchived(archived)).resolves.toBe('conflict');
    });

    it('keep entities of one id apart by their integrations', async () => {
      const entities = make();
      const one = aHead(freshIncident({ entity_id: 'db-1' }));
      const other = aHead(freshIncident({ entity_id: 'db-1' }));
      await entities.save(one, true);
      await expect(entities.save(other, true)).resolves.toBe('saved');
      await expect(entities.load(one.integration, 'db-1')).resolves.toEqual(one);
    });
  });
}

const OWNER = { integration: '6f1e7a52-0a7e-4d0a-9a2f-4d1b9a1c0f11', entity_id: 'raced for' };
