import type { Schema } from './documented-bodies';

/**
 * Short ways to write what answers look like. Every key that is named is always there; more keys may be, as answers
 * grow (contract §4: clients tolerate them).
 */
export function shape(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', required: Object.keys(properties), properties };
}

/** The shape or null. */
export function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

/** A plain array (contract §0.4). */
export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

/** A page with its links (contract §0.4). */
export function pageOf(items: Schema): Schema {
  const link = orNull({ type: 'string', format: 'uri' });
  return {
    type: 'object',
    required: ['next', 'previous', 'results'],
    properties: { count: { type: ['integer', 'null'] }, next: link, previous: link, results: listOf(items) },
  };
}

export const TEXT: Schema = { type: 'string' };
export const INTEGER: Schema = { type: 'integer' };
export const YES_NO: Schema = { type: 'boolean' };
export const OBJECT: Schema = { type: 'object' };
/** UUID of version 4 (contract §0.5). */
export const UUID: Schema = { type: 'string', format: 'uuid' };
/** ISO 8601 in UTC with microseconds (contract §0.5). */
export const DATE_TIME: Schema = { type: 'string', format: 'date-time' };
/** 22 characters (contract §0.5). */
export const SHORT_ID: Schema = { type: 'string', pattern: '^[23456789A-HJ-NP-Za-km-z]{22}$' };
