import type { CollationGroup, CollationWindow } from '../../core/contracts/collation';
import { KEYS, TTL_ATTRIBUTE } from '../../core/contracts/keys';
import type { Json } from '../../core/contracts/json';
import type { Collations } from '../../core/usecases/ports';
import { decodeNumber, encodeNumber, required } from './encoding/attributes';
import { decodeDocument, encodeDocument } from './encoding/document';
import { getItem, keyItem, putItemIf, type Condition, type Item, type Table } from './table';

/** `w`: the windows; `v`: the version; expires a day after the last window, when nothing can fall into it any more. */
const WINDOWS = 'w';
const VERSION = 'v';
const MICROS_PER_SECOND = 1_000_000;
const DAY_SECONDS = 86_400;

/** Groups of collated alerts in the table. */
export function createCollations(table: Table): Collations {
  return {
    async load(service, key) {
      const item = await getItem(table, KEYS.collationGroup(service, key));
      if (item === null) return null;
      const windows = required(item, WINDOWS, decodeDocument) as unknown as readonly CollationWindow[];
      return { service, key, version: required(item, VERSION, decodeNumber), windows };
    },

    async save(group) {
      return (await putItemIf(table, encodeGroup(group), isPrevious(group))) ? 'saved' : 'conflict';
    },
  };
}

function encodeGroup({ service, key, version, windows }: CollationGroup): Item {
  const last = Math.max(0, ...windows.map(({ until }) => until));
  return {
    ...keyItem(KEYS.collationGroup(service, key)),
    [WINDOWS]: encodeDocument(windows as unknown as Json),
    [VERSION]: encodeNumber(version),
    [TTL_ATTRIBUTE]: encodeNumber(Math.ceil(last / MICROS_PER_SECOND) + DAY_SECONDS),
  };
}

/** The condition that nobody opened a window since: of two alerts at once, one opens it and the other joins. */
function isPrevious({ version }: CollationGroup): Condition {
  if (version === 1) return { expression: 'attribute_not_exists(pk)' };
  return {
    expression: '#version = :previous',
    names: { '#version': VERSION },
    values: { ':previous': encodeNumber(version - 1) },
  };
}
