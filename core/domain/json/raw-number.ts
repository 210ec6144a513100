import type { Json } from '../../contracts/json';

/** The two functions of the JSON-source proposal that Node has and TypeScript's library does not name yet. */
interface RawJson {
  readonly rawJSON: (text: string) => Json;
  readonly isRawJSON: (value: unknown) => boolean;
}
const { rawJSON, isRawJSON } = JSON as unknown as RawJson;

/**
 * A JSON value that `JSON.stringify` writes as exactly this number text. Used only for numbers that a double would change
 * (`12345678901234567890`): everything else stays an ordinary number.
 */
export function rawNumber(text: string): Json {
  return rawJSON(text);
}

/**
 * The text of a number kept by {@link rawNumber}, or null for any other value. Such a value is an object by its type, so
 * whoever walks a body asks this first and treats it as a leaf.
 */
export function rawNumberText(value: unknown): string | null {
  return isRawJSON(value) ? (value as { readonly rawJSON: string }).rawJSON : null;
}
