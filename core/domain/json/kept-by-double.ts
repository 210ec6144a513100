/** Every decimal of so many digits comes back from a double unchanged (IEEE 754; C calls it DBL_DIG) … */
const ALWAYS_KEPT = 15;
/** … and no double is ever written with more than so many. */
const NEVER_MORE = 17;
/** Below this doubles lose digits one after another. */
const SMALLEST_NORMAL = 2.2250738585072014e-308;

const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;

/**
 * Whether a JSON number is still the same number after it was a double: `1.50e3` is, `12345678901234567890` is not. A body
 * can be a megabyte of numbers, so this makes no match and no copy for nearly all of them.
 */
export function keptByDouble(literal: string): boolean {
  // Fewer than 16 characters and no exponent always survive a double.
  const end = exponentAt(literal);
  if (literal.length <= ALWAYS_KEPT && end === literal.length) return true;
  const written = decimalOf(literal, end);
  // Before it is made a double: that takes longest for those with many digits.
  if (written.digits > NEVER_MORE) return false;
  const value = Number(literal);
  if (!Number.isFinite(value)) return false;
  if (written.digits <= ALWAYS_KEPT && (written.digits === 0 || Math.abs(value) >= SMALLEST_NORMAL)) return true;
  const kept = String(value);
  return kept === literal || isSame(written, decimalOf(kept, exponentAt(kept)));
}

/** Where a number's digits are: `1.50e3` and `1500` have the digits 15, of which the first stands for thousands. */
interface Decimal {
  readonly text: string;
  /** How many from the first to the last that is not 0. */
  readonly digits: number;
  /** Where they begin and end in the text, the point included that may be between them. */
  readonly from: number;
  readonly to: number;
  /** Power of ten of the first. */
  readonly power: number;
}

/** @param end where the exponent begins, or the text ends. */
function decimalOf(text: string, end: number): Decimal {
  let from = -1;
  let to = -1;
  let point = end;
  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT) point = at;
    else if (code > ZERO && code <= NINE) {
      if (from < 0) from = at;
      to = at + 1;
    }
  }
  if (from < 0) return { text, digits: 0, from: 0, to: 0, power: 0 };
  const digits = to - from - (point > from && point < to ? 1 : 0);
  const place = from < point ? point - from - 1 : point - from;
  return { text, digits, from, to, power: place + (end === text.length ? 0 : Number(text.slice(end + 1))) };
}

function exponentAt(text: string): number {
  const at = text.indexOf('e');
  const upper = at < 0 ? text.indexOf('E') : at;
  return upper < 0 ? text.length : upper;
}

/** The sign needs no look: a double keeps it. */
function isSame(a: Decimal, b: Decimal): boolean {
  if (a.digits !== b.digits || a.power !== b.power) return false;
  return digitsOf(a) === digitsOf(b);
}

function digitsOf({ text, from, to }: Decimal): string {
  return text.slice(from, to).replace('.', '');
}
