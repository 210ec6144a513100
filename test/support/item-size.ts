import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * The size of an item as DynamoDB bills it, in bytes: names and values, with the documented overheads of numbers, lists
 * and maps ("DynamoDB item sizes and formats", Amazon DynamoDB Developer Guide).
 */
export function itemSize(item: Readonly<Record<string, AttributeValue>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

/** Three bytes for a list or map, and one more for each thing in it. */
const CONTAINER = 3;

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.B !== undefined) return value.B.length;
  if (value.N !== undefined) return Math.ceil(value.N.replace(/^-?0*\.?0*|[.-]/g, '').length / 2) + 1;
  if (value.NS !== undefined) return value.NS.reduce((sum, N) => sum + valueSize({ N }), 0);
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (value.L !== undefined) return value.L.reduce((sum, each) => sum + valueSize(each) + 1, CONTAINER);
  if (value.M !== undefined) return itemSize(value.M) + CONTAINER + Object.keys(value.M).length;
  throw new Error('No item has such a value here.');
}
