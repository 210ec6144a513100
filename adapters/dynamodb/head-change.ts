import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { HEAD_SORT_KEY, TRANSITIONED_ATTRIBUTE } from '../../core/contracts/keys';
import type { HeadChange } from '../../core/usecases/ports';
import { decodeHead } from './items/head-item';
import type { Item } from './table';

/** An attribute in a record of the stream: binaries are bytes from the SDK, base64 text in a function's invocation. */
export interface ImageAttribute {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string | Uint8Array;
  readonly BOOL?: boolean;
  readonly L?: readonly ImageAttribute[];
}

/** An image in a record of the stream, as both the SDK and a function's invocation have it. */
export type Image = Readonly<Record<string, unknown>>;

/** What this code reads of a record of the table's stream. */
export interface StreamRecord {
  readonly dynamodb?: { readonly OldImage?: Image | undefined; readonly NewImage?: Image | undefined } | undefined;
}

/**
 * What a record of the table's stream says of an entity's head, if it is a write that was marked as a transition; null
 * for every other record. The stream's filter lets only such records pass, but who reads the stream again has them all.
 */
export function readHeadChange({ dynamodb }: StreamRecord): HeadChange | null {
  const image = dynamodb?.NewImage;
  if (image === undefined) return null;
  const after = toItem(image);
  if (after['sk']?.S !== HEAD_SORT_KEY || after[TRANSITIONED_ATTRIBUTE]?.BOOL !== true) return null;
  const before = dynamodb?.OldImage;
  return { before: before === undefined ? null : decodeHead(toItem(before)), after: decodeHead(after) };
}

function toItem(image: Image): Item {
  // Heads have attributes of these kinds only.
  const attributes = Object.entries(image as Readonly<Record<string, ImageAttribute>>);
  return Object.fromEntries(attributes.map(([name, attribute]) => [name, toAttribute(attribute)]));
}

function toAttribute({ S, N, B, BOOL, L }: ImageAttribute): AttributeValue {
  if (S !== undefined) return { S };
  if (N !== undefined) return { N };
  if (B !== undefined) return { B: typeof B === 'string' ? Buffer.from(B, 'base64') : B };
  if (BOOL !== undefined) return { BOOL };
  if (L !== undefined) return { L: L.map(toAttribute) };
  throw new Error('No head has an attribute of such a kind.');
}
