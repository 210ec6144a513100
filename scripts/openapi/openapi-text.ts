import { makeOpenApi } from '../../core/domain/openapi/make-openapi';

/** Where the document is kept, from the repository's root. */
export const OPENAPI_FILE = 'docs/openapi.json';

/** The text of the document as it is committed. */
export function openApiText(): string {
  return `${JSON.stringify(makeOpenApi({ url: 'http://127.0.0.1:3000' }), null, 2)}\n`;
}
