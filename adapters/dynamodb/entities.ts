import type { EntityHead, Incident } from '../../core/contracts/incident';
import { KEYS, type Key } from '../../core/contracts/keys';
import type { ArchivedIncident, Entities } from '../../core/usecases/ports';
import { encodeNumber } from './encoding/attributes';
import { encodeAlertPage } from './items/alert-page';
import { decodeArchived, decodeHead, encodeArchived, encodeHead, headKey, HEAD_VERSION } from './items/head-item';
import { getItem, putItem, putItemIf, type Condition, type Table } from './table';

/** Entity heads, archived incidents and pages of alerts in the table. */
export function createEntities(table: Table): Entities {
  return {
    load: (integration, entityId) => loadHead(table, headKey(integration, entityId)),

    loadAt: ({ integration, entity_id_hash }) => loadHead(table, KEYS.head(integration, entity_id_hash)),

    async save(head, transitioned) {
      const saved = await putItemIf(table, encodeHead(head, transitioned), isPrevious(head));
      return saved ? 'saved' : 'conflict';
    },

    async archive(head, incident) {
      // Refused: a later version is there, or the same one. Both know at least the alerts that this one knows.
      await putItemIf(table, encodeArchived(archivedFrom(head, incident)), isLaterVersion(head));
    },

    async loadArchived({ integration, entity_id_hash, ordinal }) {
      const item = await getItem(table, KEYS.archivedIncident(integration, entity_id_hash, ordinal));
      return item === null ? null : decodeArchived(item);
    },

    async saveArchived(archived) {
      const saved = await putItemIf(table, encodeArchived(archived), hasVersion(archived.version - 1));
      return saved ? 'saved' : 'conflict';
    },

    // Unconditional: the key names the version and the last alert, so that whoever writes this item writes the same.
    saveAlertPage: (head, alerts) => putItem(table, encodeAlertPage(head, alerts)),
  };
}

async function loadHead(table: Table, key: Key): Promise<EntityHead | null> {
  const item = await getItem(table, key);
  return item === null ? null : decodeHead(item);
}

/** What `head`, as it was read, says of the incident it leaves behind. */
function archivedFrom(head: EntityHead, incident: Incident): ArchivedIncident {
  const { version, recent_alerts, alert_pages } = head;
  return { version, incident, recent_alerts, alert_pages };
}

/** The condition that nobody wrote the head since the version before this one was read: I3 stands on it. */
function isPrevious(head: EntityHead): Condition {
  if (head.version === 1) return { expression: 'attribute_not_exists(pk)' };
  return hasVersion(head.version - 1);
}

/** The condition that the item has this version still: somebody else's write would be lost otherwise. */
function hasVersion(version: number): Condition {
  return {
    expression: '#version = :previous',
    names: { '#version': HEAD_VERSION },
    values: { ':previous': encodeNumber(version) },
  };
}

/**
 * The condition that what is archived was read later than what is there: a resolved incident may still get late alerts
 * until its entity goes on, and a writer who read it before them and lost the race must not take them out of the archive.
 */
function isLaterVersion(head: EntityHead): Condition {
  return {
    expression: 'attribute_not_exists(pk) OR #version < :version',
    names: { '#version': HEAD_VERSION },
    values: { ':version': encodeNumber(head.version) },
  };
}
