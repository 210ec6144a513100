import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPENAPI_FILE, openApiText } from './openapi/openapi-text';

/** `npm run openapi`: writes docs/openapi.json. */
writeFileSync(join(__dirname, '..', OPENAPI_FILE), openApiText());
console.log(`Wrote ${OPENAPI_FILE}`);
