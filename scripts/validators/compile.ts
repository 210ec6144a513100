import { join } from 'node:path';
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone';
import { BODY_SCHEMAS } from '../../core/contracts/schemas/body-schemas';

/** Where the compiled validators are kept and imported from. */
export const VALIDATORS_FILE = join(__dirname, '..', '..', 'core', 'contracts', 'schemas', 'validators.js');

const HEADER = '// Made by `npm run validators` from body-schemas.ts. Do not edit.\n';

/** The text of the CommonJS module with a validator per body; the same schemas always give the same text. */
export function compileValidators(): string {
  // allErrors: people are told everything that is wrong with a body at once.
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, code: { source: true } });
  const names = Object.keys(BODY_SCHEMAS);
  for (const [name, schema] of Object.entries(BODY_SCHEMAS)) ajv.addSchema(schema, name);
  return HEADER + standaloneCode(ajv, Object.fromEntries(names.map((name) => [name, name])));
}
