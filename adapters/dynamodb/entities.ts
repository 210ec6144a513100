import type { EntityHead } from '../../core/contracts/incident';
import type { Entities } from '../../core/usecases/ports';
import { encodeNumber } from './encoding/attributes';
import { encodeAlertPage } from './items/alert-page';
import { decodeHead, encodeArchived, encodeHead, headKey, HEAD_VERSION } from './items/head-item';
import { getItem, putItem, putItemIf, type Condition, type Table } from './table';

/** Entity heads, archived incidents and pages of alerts in the table. */
export function createEntities(table: Table): Entities {
  return {
    async load(integration, entityId) {
      const item = await getItem(table, headKey(integration, entityId));
      return item === null ? null : decodeHead(item);
    },

    async save(head, transitioned) {
      const saved = await putItemIf(table, encodeHead(head, transitioned), isPrevious(head));
      return saved ? 'saved' : 'conflict';
    },

    async archive(head, incident) {
      // Refused: a later version is there, or the same one. Both know at least the alerts that this one knows.
      await putItemIf(table, encodeArchived(head, incident), isLaterVersion(head));
    },

    // Unconditional: the key names the version and the last alert, so that whoever writes this item writes the same.
    saveAlertPage: (head, alerts) => putItem(table, encodeAlertPage(head, alerts)),
  };
}

/** The condition that nobody wrote the head since the version before this one was read: I3 stands on it. */
function isPrevious(head: EntityHead): Condition {
  if (head.version === 1) return { expression: 'attribute_not_exists(pk)' };
  return {
    expression: '#version = :previous',
    names: { '#version': HEAD_VERSION },
    values: { ':previous': encodeNumber(head.version - 1) },
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
