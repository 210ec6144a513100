import type { FieldError } from '../contracts/json';
import type { SchemaError } from '../contracts/schemas/validators';

/** The path of a JSON Pointer as people write it: `/blocks/1/set` → `blocks[1].set`. */
function toPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => joinPath(path, part), '');
}

/** A key or an index below a path. */
function joinPath(path: string, part: string): string {
  if (/^\d+$/.test(part)) return `${path}[${part}]`;
  return path === '' ? part : `${path}.${part}`;
}

/** What is wrong in the words of people, per keyword of the schema; the compiler's own words for the rest. */
const MESSAGES: Readonly<Record<string, (params: SchemaError['params']) => string>> = {
  required: () => 'This field is required.',
  type: ({ type }) => `Must be ${[type].flat().map(String).join(' or ')}.`,
  pattern: () => 'Must not be blank.',
  minLength: () => 'Must not be empty.',
  maxLength: ({ limit }) => `Must have at most ${String(limit)} characters.`,
  minimum: ({ limit }) => `Must be at least ${String(limit)}.`,
  maximum: ({ limit }) => `Must be at most ${String(limit)}.`,
  enum: ({ allowedValues }) => `Must be one of ${[allowedValues].flat().map(String).join(', ')}.`,
};

function toFieldError({ keyword, instancePath, params, message }: SchemaError): FieldError {
  const path = toPath(instancePath);
  const missing = params['missingProperty'];
  return {
    path: typeof missing === 'string' ? joinPath(path, missing) : path,
    message: MESSAGES[keyword]?.(params) ?? `Is not valid: ${message ?? keyword}.`,
  };
}

/** The errors of a compiled validator as the entries of a 400 (own-routes), in the order of the schema. */
export function toFieldErrors(errors: readonly SchemaError[]): readonly FieldError[] {
  return errors.map(toFieldError);
}
