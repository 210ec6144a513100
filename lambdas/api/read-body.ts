import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { FieldError, Json, JsonObject } from '../../core/contracts/json';
import { readJsonBody } from '../../core/domain/alert/read-body';
import { asObject } from '../../core/domain/json/as-object';

/** Largest body in bytes: far beyond any resource, and what one item of the table could not hold anyway. */
const LARGEST_BODY = 262_144;

export type ReadObject =
  | { readonly result: 'read'; readonly body: JsonObject }
  | { readonly result: 'invalid'; readonly error: FieldError }
  | { readonly result: 'too_large'; readonly limit: number };

/**
 * Reads a request's body as a JSON object, whatever Content-Type says (contract §4: some clients send none).
 * @param exact numbers that a double would change are kept as sent, as intake does
 */
export function readObject({ body = '', isBase64Encoded }: APIGatewayProxyEventV2, exact = false): ReadObject {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST_BODY) return { result: 'too_large', limit: LARGEST_BODY };
  const read = readJsonBody(bytes);
  if (!read.ok) return { result: 'invalid', error: read.error };
  // Else parsed plainly: settings have no numbers that a double would change.
  const object = asObject(exact ? read.value : (JSON.parse(read.text) as Json));
  return object === null
    ? { result: 'invalid', error: { path: '', message: 'The body must be a JSON object.' } }
    : { result: 'read', body: object };
}
