import type { EntityHead } from '../../../core/contracts/incident';
import type { MemoryEntities } from '../../support/fakes/memory-entities';
import { instead, mutation, type Mutation } from './mutation';

/** Writes a head whatever was written since. */
function saveAnyway(memory: MemoryEntities): MemoryEntities {
  return instead(memory, {
    save: (head, transitioned) => {
      const version = [...memory.heads.values()].find(
        (each) => each.integration === head.integration && each.entity_id === head.entity_id,
      )?.version;
      return memory.save({ ...head, version: (version ?? 0) + 1 }, transitioned);
    },
  });
}

/** Forgets when an entity was resolved. */
function forget(memory: MemoryEntities): MemoryEntities {
  return instead(memory, {
    load: async (integration, entityId) => {
      const head: EntityHead | null = await memory.load(integration, entityId);
      return head === null ? null : { ...head, memory: { ...head.memory, resolved_at: 0 } };
    },
  });
}

/** Mistakes with what is written to the table. */
export const TABLE: readonly Mutation[] = [
  mutation('a head is written without the condition on its version', { entities: saveAnyway }),
  mutation('a resolved incident is not archived before its entity goes on', {
    entities: (memory) => instead(memory, { archive: () => Promise.resolve() }),
  }),
  mutation('binding does not remember resolves', { entities: forget }),
  mutation('full pages of alerts are not kept', {
    entities: (memory) =>
      instead(memory, {
        save: (head, transitioned) =>
          memory.save({ ...head, recent_alerts: head.recent_alerts.slice(-1) }, transitioned),
      }),
  }),
  mutation('an alert that is stored is overwritten', {
    alerts: (memory) =>
      instead(memory, {
        store: (alert) => {
          memory.rows.delete(alert.trace_id);
          return memory.store(alert);
        },
      }),
  }),
  mutation('numbers are read and written in two steps', {
    numbers: (memory, instance) => {
      const ledger = instance.port('numbers', {
        read: () => Promise.resolve([...(memory.locations.get('') ?? [])]),
        write: (locations: Parameters<typeof memory.locations.set>[1]) =>
          Promise.resolve(memory.locations.set('', locations)),
      });
      return {
        allocate: async (_account, locations) => {
          const taken = await ledger.read();
          await instance.pause(100);
          await ledger.write([...taken, ...locations]);
          return locations.map((_, index) => taken.length + index + 1);
        },
      };
    },
  }),
];
