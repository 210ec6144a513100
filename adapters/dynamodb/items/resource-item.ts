import type { Json } from '../../../core/contracts/json';
import type { Key } from '../../../core/contracts/keys';
import type { Versioned } from '../../../core/contracts/resources';
import { encodeNumber, optional, decodeNumber, required } from '../encoding/attributes';
import { decodeDocument, encodeDocument } from '../encoding/document';
import { keyItem, type Condition, type Item } from '../table';

/**
 * Resources are read and written whole, rarely written and never searched by a field: `d` is the resource as one
 * document, `v` its version.
 */
const DOCUMENT = 'd';
const VERSION = 'v';

/** The item of something that is kept as one document and has no version. */
export function encodeDocumentItem(key: Key, document: object): Item {
  // Resources are plain data by their types; interfaces only lack the index signature that Json asks for.
  return { ...keyItem(key), [DOCUMENT]: encodeDocument(document as Json) };
}

/** The item of a resource, under the version that follows the one it replaces (0: it replaces none). */
export function encodeResource(key: Key, resource: Versioned, replaces: number): Item {
  const document = Object.fromEntries(Object.entries(resource).filter(([name]) => name !== 'version'));
  return { ...encodeDocumentItem(key, document), [VERSION]: encodeNumber(replaces + 1) };
}

/** The resource of an item. What was written under a kind's keys is of that kind: callers name its type. */
export function decodeResource(item: Item): object {
  const document = required(item, DOCUMENT, decodeDocument) as object;
  const version = optional(item, VERSION, decodeNumber, undefined);
  return version === undefined ? document : { ...document, version };
}

/** Holds while the item of this resource is as it was read. */
export function stillAs({ version }: Versioned): Condition {
  return version === undefined
    ? // Stored before there were versions, and not written since.
      { expression: 'attribute_exists(pk) AND attribute_not_exists(#v)', names: { '#v': VERSION } }
    : { expression: '#v = :v', names: { '#v': VERSION }, values: { ':v': encodeNumber(version) } };
}
