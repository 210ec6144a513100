import type { AttributeValue as TableValue } from '@aws-sdk/client-dynamodb';
import type { AttributeValue as EventValue } from 'aws-lambda';

/** An image as Lambda hands it over, in JSON. */
export type EventImage = Readonly<Record<string, EventValue>>;

/** The item of an image of a stream record: the same, but for binaries, which JSON carries as base64. */
export function itemOfImage(image: EventImage): Record<string, TableValue> {
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, toTableValue(value)]));
}

function toTableValue(value: EventValue): TableValue {
  if (value.B !== undefined) return { B: fromBase64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(fromBase64) };
  if (value.M !== undefined) return { M: itemOfImage(value.M) };
  if (value.L !== undefined) return { L: value.L.map(toTableValue) };
  // Numbers, texts, booleans, null and their sets look the same in both worlds.
  return value;
}

function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}
