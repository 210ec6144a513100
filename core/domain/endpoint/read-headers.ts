import type { FieldError, Json } from '../../contracts/json';
import { asObject } from '../json/as-object';
import { isReservedHeader } from './reserved-headers';

/** Enough for routing and tenancy at a receiver; all of them together stay below the 8 KB that servers take. */
const MOST_HEADERS = 20;
const LONGEST_VALUE = 256;
const LONGEST_NAME = 64;

/** A token of RFC 9110. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Visible ASCII with single inner spaces: other characters arrive differently depending on the receiver. */
const VALUE = /^[!-~]+( [!-~]+)*$/;

/** Reads the custom `headers` of an endpoint's configuration; without them there are none. */
export function readHeaders(value: Json | undefined, errors: FieldError[]): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  const object = asObject(value);
  if (object === null) {
    errors.push({ path: 'headers', message: 'Must be an object of header names and texts.' });
    return {};
  }
  const entries = Object.entries(object);
  if (entries.length > MOST_HEADERS) errors.push({ path: 'headers', message: `At most ${MOST_HEADERS} headers.` });
  const names = new Set<string>();
  for (const [name, text] of entries) {
    const message = names.has(name.toLowerCase()) ? 'Given twice.' : whyHeaderRefused(name, text);
    if (message !== null) errors.push({ path: `headers.${name}`, message });
    names.add(name.toLowerCase());
  }
  // fromEntries makes own properties of any name.
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function whyHeaderRefused(name: string, value: Json): string | null {
  if (name.length > LONGEST_NAME || !NAME.test(name))
    return `A header name has 1 to ${LONGEST_NAME} letters, digits and -_.!#$%&'*+^\`|~, no spaces.`;
  if (isReservedHeader(name)) return 'This header is set by Tocsin and can not be replaced.';
  if (typeof value !== 'string' || value.length > LONGEST_VALUE || !VALUE.test(value))
    return `A header value has 1 to ${LONGEST_VALUE} visible ASCII characters, with single spaces inside at most.`;
  return null;
}
