import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Json } from '../../../core/contracts/json';
import { parseLossless } from '../../../core/domain/json/parse-lossless';
import { decodeDocumentText, encodeDocument } from './document';

/**
 * Bytes that one item can have of a document: DynamoDB takes 400 KB (409,600 bytes) per item, names and keys included,
 * and 20 KB are left to the rest of the row. What an alert can be (the queue takes 1 MiB) is at most three such pieces.
 */
export const INLINE_LIMIT = 380 * 1024;

/** A document for one item, or in pieces for several. */
export type SplitDocument =
  | { readonly form: 'inline'; readonly value: AttributeValue }
  | { readonly form: 'parts'; readonly digest: string; readonly parts: readonly Buffer[] };

/**
 * Encodes a document in one attribute, or, when even compressed it is larger than `limit` bytes, in pieces. `digest` is
 * the same for the same document and goes into the pieces' keys: two writers of one row with different documents then
 * never overwrite each other's pieces.
 */
export function splitDocument(document: Json, limit: number = INLINE_LIMIT): SplitDocument {
  const value = encodeDocument(document);
  const bytes = Buffer.from(value.B ?? value.S ?? '');
  if (bytes.length <= limit) return { form: 'inline', value };
  // The first byte tells the two encodings apart when the pieces are put together again.
  const marked = Buffer.concat([Buffer.from([value.B === undefined ? 0 : 1]), bytes]);
  const count = Math.ceil(marked.length / INLINE_LIMIT);
  const parts = Array.from({ length: count }, (_, i) => marked.subarray(i * INLINE_LIMIT, (i + 1) * INLINE_LIMIT));
  return { form: 'parts', digest: createHash('sha256').update(marked).digest('hex').slice(0, 16), parts };
}

/** The document of its pieces, in order. */
export function joinParts(parts: readonly Uint8Array[]): Json {
  const marked = Buffer.concat(parts);
  const bytes = marked.subarray(1);
  return parseLossless(decodeDocumentText(marked[0] === 0 ? { S: bytes.toString() } : { B: bytes }));
}
