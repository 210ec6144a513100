import type { Json, JsonObject } from '../../contracts/json';
import { rawNumberText } from '../json/raw-number';

/** The escapes that Python's json module writes in short; all others are \uXXXX. */
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/**
 * JSON text exactly as Python's `json.dumps` with its defaults writes what it parsed: separators ", " and ": ", key order
 * kept, non-ASCII (and DEL) as lower-case \uXXXX, floats as `repr` shows them. A receiver that checks `X-SIGNATURE` may
 * hash the raw body or dump what it parsed again (contract §3): with this text both give the same.
 *
 * Keys that are whole numbers come first, as everywhere in JavaScript: a re-dump keeps the order of the text.
 * @throws RangeError for NaN and infinities, which JSON can't say.
 */
export function toPythonJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return pythonString(value);
  if (typeof value === 'number') return pythonNumber(value);
  const raw = rawNumberText(value);
  if (raw !== null) return pythonRawNumber(raw);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(toPythonJson).join(', ')}]`;
  const members = Object.entries(value as JsonObject).map(
    ([key, item]) => `${pythonString(key)}: ${toPythonJson(item)}`,
  );
  return `{${members.join(', ')}}`;
}

function pythonString(text: string): string {
  // Without the u flag: a character beyond the BMP is two escapes, and a lone surrogate is kept as it is.
  const escaped = text.replace(
    /["\\]|[^ -~]/g,
    (char) => SHORT_ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

/** From here down Python writes an exponent, where JavaScript still writes zeros. */
const SMALLEST_PLAIN = 1e-4;

function pythonNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('JSON has no NaN and no infinity.');
  // Whole numbers: Python reads JavaScript's digits as an int and writes the same digits.
  if (Number.isInteger(value)) return String(value);
  const text = Math.abs(value) < SMALLEST_PLAIN ? value.toExponential() : String(value);
  // Python's exponents have two digits at least: 1e-07.
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** A number kept as sent because a double would change it. Python's ints are of any size; its floats are doubles. */
function pythonRawNumber(text: string): string {
  if (/^-?\d+$/.test(text)) return text;
  const double = Number(text);
  // Out of range: Python would read Infinity, and no JSON says that; the sender's own text is the best there is.
  return Number.isFinite(double) ? pythonNumber(double) : text;
}
