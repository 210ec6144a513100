import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from '../table';

/** A number as an attribute. Only for integers that a double holds: DynamoDB would round others its own way. */
export function encodeNumber(value: number): AttributeValue {
  if (!Number.isSafeInteger(value)) throw new Error(`Not an integer that can be stored: ${value}`);
  return { N: String(value) };
}

/** The number of an attribute. */
export function decodeNumber(value: AttributeValue): number {
  if (value.N === undefined) throw new Error('The attribute is no number.');
  return Number(value.N);
}

/** The attributes that are there: an encoding says null by leaving the attribute out. */
export function present(attributes: Readonly<Record<string, AttributeValue | null>>): Item {
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, AttributeValue] => entry[1] !== null),
  );
}

/** Encodes a value that may be null. */
export function orNull<T>(value: T | null, encode: (value: T) => AttributeValue): AttributeValue | null {
  return value === null ? null : encode(value);
}

/** The decoded attribute; throws when the item has none. */
export function required<T>(item: Item, name: string, decode: (value: AttributeValue) => T): T {
  const value = item[name];
  if (value === undefined) throw new Error(`The item ${item['pk']?.S} ${item['sk']?.S} has no attribute ${name}.`);
  return decode(value);
}

/** The decoded attribute, or `otherwise` when the item has none. */
export function optional<T, U>(item: Item, name: string, decode: (value: AttributeValue) => T, otherwise: U): T | U {
  const value = item[name];
  return value === undefined ? otherwise : decode(value);
}
