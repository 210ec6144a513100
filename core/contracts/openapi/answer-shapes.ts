import type { Schema } from './documented-bodies';

type Properties = Readonly<Record<string, Schema>>;

/**
 * Short ways to write what answers look like. Every key of the first is always there, those of the second sometimes; more
 * keys may come, as answers grow, where no strict client reads them (ADR 39).
 */
export function shape(always: Properties, sometimes: Properties = {}): Schema {
  return { type: 'object', required: Object.keys(always), properties: { ...always, ...sometimes } };
}

/** The same with a name, under which the document has it once. */
export function named(title: string, always: Properties, sometimes: Properties = {}): Schema {
  return { title, ...shape(always, sometimes) };
}

/** The shape or null. */
export function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

/** A plain array (contract §0.4). */
export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

const LINK = orNull({ type: 'string', format: 'uri' });
const LINKS: Properties = { next: LINK, previous: LINK };

/** A numbered page with its links; a count of null is one that would have to be counted out (contract §0.4). */
export function pageOf(items: Schema): Schema {
  return shape({ count: orNull(INTEGER), ...LINKS, results: listOf(items) });
}

/** A page of a list that only its links lead through. */
export function cursorPageOf(items: Schema): Schema {
  return shape({ ...LINKS, results: listOf(items) });
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
/** A day (contract §0.5). */
export const DAY: Schema = { type: 'string', format: 'date' };
/** Nothing, where clients want the key all the same. */
export const NULL: Schema = { type: 'null' };
/** Anything that JSON has. */
export const ANYTHING: Schema = {};
