import type { Json } from '../../contracts/json';
import { keptByDouble } from './kept-by-double';
import { rawNumber } from './raw-number';

/** Cheap first look: only such runs of characters can hold a number that a double changes (16 digits, or an exponent). */
const SUSPICIOUS = /[\d.]{16}|\d[eE][+-]?\d{2}/;

/**
 * `JSON.parse` that keeps numbers as sent: one that a double would change (beyond 2^53, more digits than a double has, out
 * of range) becomes a {@link rawNumber}, which `JSON.stringify` writes unchanged. Texts without such a number cost one
 * regular expression more than `JSON.parse`. Duplicate keys: the last one counts, as in `JSON.parse`; `__proto__` becomes
 * an ordinary own property. Never recursive, so nesting of any depth is read.
 *
 * @throws SyntaxError when the text is not JSON.
 */
export function parseLossless(text: string): Json {
  const plain = JSON.parse(text) as Json;
  if (!SUSPICIOUS.test(text)) return plain;
  const found = unsafeNumbers(text);
  return found.length === 0 ? plain : withRawNumbers(text, found);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the numbers stand that a double would change. `text` is known to be JSON, so strings are skipped by their quotes. */
function unsafeNumbers(text: string): readonly Span[] {
  const found: Span[] = [];
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      const end = endOfNumber(text, at);
      if (!keptByDouble(text.slice(at, end))) found.push({ start: at, end });
      at = end;
    } else at += 1;
  }
  return found;
}

/** After a number comes none of the characters that numbers are made of: `text` is JSON. */
function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    const isPart = (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x2b || code === 0x2d;
    if (!isPart && (code | 0x20) !== 0x65) return at;
    at += 1;
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  // Jump from backslash to quote natively: a 1 MB string must not cost a step per character.
  for (;;) {
    const quote = text.indexOf('"', at);
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === 0x5c && quote - 1 - slashes > start) slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/**
 * Parses again with each such number replaced by a marked string, then swaps the marks for raw numbers. A reviver with
 * source access would do the same but recurses, and a body nested 10,000 deep would end it.
 */
function withRawNumbers(text: string, spans: readonly Span[]): Json {
  const mark = unusedMark(text);
  let rewritten = '';
  let from = 0;
  for (const { start, end } of spans) {
    rewritten += `${text.slice(from, start)}"${mark}${text.slice(start, end)}"`;
    from = end;
  }
  const holder = { root: JSON.parse(rewritten + text.slice(from)) as Json };
  unmark(holder, createReader(mark));
  return holder.root;
}

/** A prefix that no string of the body can begin with, because the body's text does not hold it, escaped or not. */
function unusedMark(text: string): string {
  let mark = '#number:';
  // A body that holds escapes could spell the mark with them, so such a body is searched in its unescaped form too.
  const haystack = text.includes('\\u')
    ? text + text.replace(/\\u00([0-7][\da-fA-F])/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;
  while (haystack.includes(mark)) mark += ':';
  return mark;
}

type Parent = Json[] | Record<string, Json>;

/** The raw number that a marked text stands for; undefined for any other text. */
type ReadMarked = (text: string) => Json | undefined;

/** The same number is made once: a megabyte can hold one number a hundred thousand times, and making it is what costs. */
function createReader(mark: string): ReadMarked {
  const made = new Map<string, Json>();
  return (text) => {
    if (!text.startsWith(mark)) return undefined;
    const known = made.get(text);
    if (known !== undefined) return known;
    const number = rawNumber(text.slice(mark.length));
    made.set(text, number);
    return number;
  };
}

function unmark(holder: { root: Json }, read: ReadMarked): void {
  const open: Parent[] = [holder];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (Array.isArray(node)) unmarkList(node, read, open);
    else unmarkObject(node, read, open);
  }
}

function unmarkList(list: Json[], read: ReadMarked, open: Parent[]): void {
  for (let at = 0; at < list.length; at += 1) {
    const value = list[at];
    if (typeof value === 'string') list[at] = read(value) ?? value;
    else if (typeof value === 'object' && value !== null) open.push(value as Parent);
  }
}

function unmarkObject(node: Record<string, Json>, read: ReadMarked, open: Parent[]): void {
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (typeof value === 'string') setOwn(node, key, read(value) ?? value);
    else if (typeof value === 'object' && value !== null) open.push(value as Parent);
  }
}

function setOwn(node: Record<string, Json>, key: string, value: Json): void {
  // Assigning to a key of this name would set the prototype; any other is faster assigned.
  if (key !== '__proto__') node[key] = value;
  else Object.defineProperty(node, key, { value, enumerable: true, writable: true, configurable: true });
}
