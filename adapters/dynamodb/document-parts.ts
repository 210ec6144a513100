import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Json } from '../../core/contracts/json';
import type { Key } from '../../core/contracts/keys';
import { decodeDocument } from './encoding/document';
import { joinParts, type SplitDocument } from './encoding/split-document';
import { keyItem, putItem, queryAll, type Item, type Table } from './table';

/**
 * Documents that may be too large for their row. In the row: `d` the document, or `dd` the digest of one in pieces; in a
 * piece: `d` its bytes. The pieces are written before the row that names them, so that a row is never without them.
 */
const DOCUMENT = 'd';
const DIGEST = 'dd';

/** Where the pieces of a document live: the key of the piece with this number, by the document's digest. */
export type PartKey = (digest: string, part: number) => Key;

/** Writes the pieces, each with the attributes of `also`; nothing for a document that fits its row. */
export async function putParts(table: Table, split: SplitDocument, keyOf: PartKey, also: Item): Promise<void> {
  if (split.form === 'inline') return;
  const { digest, parts } = split;
  // Unconditional: the digest in the key makes every writer of a piece write the same.
  await Promise.all(parts.map((B, i) => putItem(table, { ...keyItem(keyOf(digest, i)), ...also, [DOCUMENT]: { B } })));
}

/** The attributes of a row that say its document or where that is. */
export function documentAttributes(split: SplitDocument): Item {
  return split.form === 'inline' ? { [DOCUMENT]: split.value } : { [DIGEST]: { S: split.digest } };
}

/** The document of a row, from its pieces where it has some. */
export async function loadDocument(table: Table, row: Item, keyOf: PartKey): Promise<Json> {
  const inline: AttributeValue | undefined = row[DOCUMENT];
  if (inline !== undefined) return decodeDocument(inline);
  const digest = row[DIGEST]?.S;
  if (digest === undefined) throw new Error(`The item ${row['pk']?.S} ${row['sk']?.S} has no document.`);
  const { pk, sk } = keyOf(digest, 0);
  const parts = await queryAll(table, pk, sk.slice(0, sk.lastIndexOf('#') + 1));
  return joinParts(parts.map((part) => part[DOCUMENT]?.B ?? new Uint8Array()));
}
