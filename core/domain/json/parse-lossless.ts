import type { Json } from '../../contracts/json';
import { rawNumber } from './raw-number';

/** Cheap first look: only such runs of characters can hold a number that a double changes (16 digits, or an exponent). */
const SUSPICIOUS = /[\d.]{16}|\d[eE][+-]?\d{2}/;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

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
      NUMBER.lastIndex = at;
      const literal = NUMBER.exec(text)?.[0] ?? '-';
      if (!keptByDouble(literal)) found.push({ start: at, end: at + literal.length });
      at += literal.length;
    } else at += 1;
  }
  return found;
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

/** Digits and exponent of a decimal text without what does not change its value: `-1.50e3` and `-1500` are both `-15e2`. */
function canonical(literal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  return `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}

function keptByDouble(literal: string): boolean {
  // Fewer than 16 characters and no exponent always survive a double.
  if (literal.length < 16 && !/[eE]/.test(literal)) return true;
  const value = Number(literal);
  return Number.isFinite(value) && canonical(String(value)) === canonical(literal);
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
  unmark(holder, mark);
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

function unmark(holder: { root: Json }, mark: string): void {
  const open: Record<string, Json>[] = [holder];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const key of Object.keys(node)) {
      const value = node[key];
      if (typeof value === 'string') {
        // defineProperty, not assignment: a key called __proto__ must stay an own property.
        if (value.startsWith(mark)) {
          Object.defineProperty(node, key, {
            value: rawNumber(value.slice(mark.length)),
            enumerable: true,
            writable: true,
            configurable: true,
          });
        }
      } else if (typeof value === 'object' && value !== null) open.push(value as Record<string, Json>);
    }
  }
}
