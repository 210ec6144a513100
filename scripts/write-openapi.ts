import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPENAPI_FILE, openApiText } from './openapi/openapi-text';
import { API_PAGE, apiPageText } from './openapi/route-list';

/** `npm run openapi`: writes docs/openapi.json, and the list of routes in docs/api.md. */
const root = join(__dirname, '..');
writeFileSync(join(root, OPENAPI_FILE), openApiText());
writeFileSync(join(root, API_PAGE), apiPageText());
console.log(`Wrote ${OPENAPI_FILE} and the routes in ${API_PAGE}`);
