import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Json } from '../../../core/contracts/json';
import { parseLossless } from '../../../core/domain/json/parse-lossless';
import { stringifyJson } from '../../../core/domain/json/text';
import { deflate, inflate } from './deflate';
import { DEFLATE_FROM } from './text';

/**
 * A JSON document as one attribute: S with its text, or B with the text deflated where that is shorter. Never
 * DynamoDB's own maps and numbers: those change numbers beyond 38 digits, and lone surrogates, which JSON's escapes keep.
 */
export function encodeDocument(document: Json): AttributeValue {
  const text = stringifyJson(document);
  const size = Buffer.byteLength(text);
  if (size <= DEFLATE_FROM) return { S: text };
  const deflated = deflate(text);
  return deflated.length < size ? { B: deflated } : { S: text };
}

/** The JSON text of an attribute made by {@link encodeDocument}. */
export function decodeDocumentText(value: AttributeValue): string {
  if (value.S !== undefined) return value.S;
  if (value.B !== undefined) return inflate(value.B);
  throw new Error('The attribute is no document.');
}

/** The document itself, numbers as sent: those that a double would change are raw numbers again. */
export function decodeDocument(value: AttributeValue): Json {
  return parseLossless(decodeDocumentText(value));
}
