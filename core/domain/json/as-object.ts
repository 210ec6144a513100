import type { Json, JsonObject } from '../../contracts/json';
import { rawNumberText } from './raw-number';

/** The value if it is a JSON object, else null: arrays, and numbers kept as sent, are objects to JavaScript only. */
export function asObject(value: Json | undefined): JsonObject | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || rawNumberText(value) !== null) return null;
  return value as JsonObject;
}
