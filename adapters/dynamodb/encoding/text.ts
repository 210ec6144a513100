import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { deflate, inflate } from './deflate';

/** Bytes from which deflating is tried: below, the item's unit of 1 KB is rarely saved and the milliseconds are spent. */
export const DEFLATE_FROM = 256;

/**
 * Any text as an attribute: S as it is, or B with its JSON text deflated, when that is shorter or when the text has lone
 * surrogates, which UTF-8 can't say but JSON's escapes can.
 */
export function encodeText(text: string): AttributeValue {
  const wellFormed = text.isWellFormed();
  const size = Buffer.byteLength(text);
  if (wellFormed && size <= DEFLATE_FROM) return { S: text };
  const deflated = deflate(JSON.stringify(text));
  return wellFormed && deflated.length >= size ? { S: text } : { B: deflated };
}

/** The text of an attribute made by {@link encodeText}. */
export function decodeText(value: AttributeValue): string {
  if (value.S !== undefined) return value.S;
  if (value.B !== undefined) return JSON.parse(inflate(value.B)) as string;
  throw new Error('The attribute is no text.');
}
