import type { IntegrationError } from '../../contracts/integration-error';
import type { Json, JsonObject } from '../../contracts/json';
import { isScalar } from '../json/text';
import { parseLossless } from '../json/parse-lossless';
import { toWireDate } from './wire-date';

/** What was refused or failed, with its reason and its body (own-routes, `I/errors/`). */
export function viewIntegrationError(error: IntegrationError): JsonObject {
  return {
    id: error.id,
    at: toWireDate(error.at),
    kind: error.kind,
    trace_id: error.trace_id,
    reason: error.reason,
    body: viewBody(error.body),
  };
}

/** As JSON if it is an object or an array; what is no JSON, or was cut, as the text that came. */
function viewBody(text: string): Json {
  try {
    const value = parseLossless(text);
    return isScalar(value) ? text : value;
  } catch {
    // Not being JSON is the very reason why some bodies are listed.
    return text;
  }
}
