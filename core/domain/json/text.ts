import type { Json } from '../../contracts/json';
import { rawNumberText } from './raw-number';

/** What a template's output and each mapped text may weigh (own-routes, "Configuration"), in bytes of UTF-8. */
export const TEXT_LIMIT = 16_384;

/** Is it neither an object nor an array? Numbers kept as sent are scalars too. */
export function isScalar(value: Json): value is string | number | boolean | null {
  return typeof value !== 'object' || value === null || rawNumberText(value) !== null;
}

/** The text of a scalar as a person would write it; null for objects and arrays. JSON null is the text `null`. */
export function scalarText(value: Json): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  return rawNumberText(value);
}

/** Any value as text: scalars as they are, objects and arrays as JSON text, never much longer than `limit` characters. */
export function textOf(value: Json, limit: number = TEXT_LIMIT): string {
  return scalarText(value) ?? jsonText(value, limit);
}

/**
 * JSON text of a value, given up once longer than `limit` characters (the cut is the caller's). Keeps its own stack:
 * `JSON.stringify` fails on a body that is nested some thousand deep.
 */
export function jsonText(value: Json, limit: number = Infinity): string {
  const open: (Json | { readonly text: string })[] = [value];
  const literal = new Set<object>();
  let out = '';
  const write = (text: string): void => {
    const piece = { text };
    literal.add(piece);
    open.push(piece);
  };
  while (open.length > 0 && out.length <= limit) {
    const node = open.pop() as Json | { readonly text: string };
    if (typeof node !== 'object' || node === null) out += scalarJson(node, limit);
    else if (literal.has(node)) out += (node as { readonly text: string }).text;
    else if (rawNumberText(node) !== null) out += rawNumberText(node) ?? '';
    else pushChildren(node, { open, write, room: limit - out.length });
  }
  return out;
}

function scalarJson(value: string | number | boolean | null, limit: number): string {
  // A 1 MB string is cut before it is escaped: what is beyond the limit is not shown anyway.
  return typeof value === 'string'
    ? JSON.stringify(value.length > limit ? value.slice(0, limit + 1) : value)
    : JSON.stringify(value);
}

interface Writer {
  readonly open: (Json | { readonly text: string })[];
  readonly write: (text: string) => void;
  readonly room: number;
}

/** Pushes what is to be written next, last first. Takes no more children than could still be shown. */
function pushChildren(node: Json, writer: Writer): void {
  if (Array.isArray(node)) pushArray(node as readonly Json[], writer);
  else pushObject(node as { readonly [key: string]: Json }, writer);
}

function pushArray(items: readonly Json[], { open, write, room }: Writer): void {
  write(']');
  for (let at = Math.min(items.length, Math.max(0, room)) - 1; at >= 0; at -= 1) {
    open.push(items[at] ?? null);
    if (at > 0) write(',');
  }
  write('[');
}

function pushObject(object: { readonly [key: string]: Json }, { open, write, room }: Writer): void {
  const keys = Object.keys(object);
  write('}');
  for (let at = Math.min(keys.length, Math.max(0, room)) - 1; at >= 0; at -= 1) {
    const key = keys[at] ?? '';
    open.push(object[key] ?? null);
    write(`${at === 0 ? '' : ','}${JSON.stringify(key)}:`);
  }
  write('{');
}

/**
 * `JSON.stringify` for anything that came from outside: the built-in where it works, and the slower own writer where a
 * body is nested too deep for it.
 */
export function stringifyJson(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // The built-in ends the call stack at some thousand levels; it has no other way to fail on JSON.
    if (error instanceof RangeError) return jsonText(value);
    throw error;
  }
}

/** The beginning of a text that fits `limit` bytes of UTF-8, without half a character at the end, well-formed. */
export function fitUtf8(text: string, limit: number = TEXT_LIMIT): string {
  // A UTF-16 unit takes at most three bytes: most texts need no counting.
  if (text.length * 3 <= limit) return text.toWellFormed();
  const bytes = Buffer.from(text.length > limit ? text.slice(0, limit + 1) : text, 'utf8');
  if (bytes.length <= limit) return text.toWellFormed();
  let end = limit;
  // 10xxxxxx bytes continue a character: step back to where one begins.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}

/** A value for people to read in an explanation: JSON text, cut at `limit` characters with a mark. */
export function quote(value: Json | undefined, limit = 80): string {
  if (value === undefined) return 'missing';
  // Most of what is quoted is a text: no need for the writer that minds depth.
  if (typeof value === 'string') return quoteText(value, limit);
  const text = jsonText(value, limit);
  return (text.length > limit ? `${text.slice(0, limit)}…` : text).toWellFormed();
}

function quoteText(text: string, limit: number): string {
  if (text.length <= limit) return JSON.stringify(text.toWellFormed());
  return `${JSON.stringify(text.slice(0, limit).toWellFormed()).slice(0, -1)}…"`;
}
