import type { RefusedBody } from '../contracts/alert';
import type { FieldError, Json } from '../contracts/json';
import { fitUtf8, jsonText } from './json/text';

/** How much of a body an error keeps, in bytes of UTF-8: enough to see what was sent, far from an item's 400 KB. */
const ERROR_BODY_BYTES = 65_536;

/** A body as an error keeps it. */
export function errorBodyOf(body: Json): string {
  return fitUtf8(jsonText(body, ERROR_BODY_BYTES), ERROR_BODY_BYTES);
}

/** The message that tells process of a body that intake refused. */
export function refusedBodyOf(
  where: Pick<RefusedBody, 'account' | 'integration' | 'refused_at'>,
  errors: readonly FieldError[],
  bytes: Uint8Array,
): RefusedBody {
  // What is no UTF-8 shows as replacement characters: the rest of it is still worth seeing.
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, ERROR_BODY_BYTES));
  return { v: 1, ...where, errors, body: fitUtf8(text, ERROR_BODY_BYTES) };
}

/** What was wrong with a refused body, in a sentence per place. */
export function reasonOf(errors: readonly FieldError[]): string {
  return errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' ');
}
