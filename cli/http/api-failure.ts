import type { Json, JsonObject } from '../../core/contracts/json';
import { EXIT } from '../exit-codes';
import { CliFailure } from '../failure';

/** An answer that is a refusal. */
export class ApiFailure extends CliFailure {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message, status === 404 ? EXIT.nothing : EXIT.failed);
  }
}

/** Makes a refusal readable: the API's own words, and each error with its path. @param text the body of the answer */
export function apiFailure(status: number, text: string, asked: string): ApiFailure {
  const body = parseObject(text);
  const said = body['detail'] ?? body['error'];
  const request = typeof body['request_id'] === 'string' ? ` (request ${body['request_id']})` : '';
  const first = `${asked}: ${status} ${typeof said === 'string' ? said : 'without a reason that could be read'}${request}`;
  return new ApiFailure(status, [first, ...errorLines(body['errors'])].join('\n'));
}

function errorLines(errors: Json | undefined): readonly string[] {
  if (!Array.isArray(errors)) return [];
  return (errors as readonly Json[]).map((error) => {
    const { path = '', message = '' } = error as { readonly path?: string; readonly message?: string };
    return path === '' ? `  ${message}` : `  ${path}: ${message}`;
  });
}

function parseObject(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  } catch {
    // Something else than the API answered, a proxy for example: its status has to be enough.
    return {};
  }
}
