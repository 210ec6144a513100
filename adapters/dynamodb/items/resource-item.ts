import type { Json } from '../../../core/contracts/json';
import type { Key } from '../../../core/contracts/keys';
import { required } from '../encoding/attributes';
import { decodeDocument, encodeDocument } from '../encoding/document';
import { keyItem, type Item } from '../table';

/**
 * Resources (accounts, users, teams, tokens, services, escalation policies, integrations, integration keys) are read
 * and written whole, rarely written and never searched by a field: `d` is the resource as one document.
 */
export const RESOURCE_DOCUMENT = 'd';

/** The item of a resource. */
export function encodeResource(key: Key, resource: object): Item {
  // Resources are plain data by their types; interfaces only lack the index signature that Json asks for.
  return { ...keyItem(key), [RESOURCE_DOCUMENT]: encodeDocument(resource as Json) };
}

/** The resource of an item. What was written under a kind's keys is of that kind: callers name its type. */
export function decodeResource(item: Item): object {
  return required(item, RESOURCE_DOCUMENT, decodeDocument) as object;
}
