import type { FieldError, JsonObject } from '../contracts/json';
import type { BodyOf, BodySchemaName } from '../contracts/schemas/body-schemas';
import validators from '../contracts/schemas/validators';
import { toFieldErrors } from './field-errors';

export type Validated<Body> =
  { readonly valid: true; readonly body: Body } | { readonly valid: false; readonly errors: readonly FieldError[] };

/** Checks a body against its schema. */
export function validateBody<Name extends BodySchemaName>(name: Name, body: JsonObject): Validated<BodyOf<Name>> {
  const validate = validators[name];
  if (!validate(body)) return { valid: false, errors: toFieldErrors(validate.errors ?? []) };
  // The type comes from the very schema that the validator was compiled from.
  return { valid: true, body: body as unknown as BodyOf<Name> };
}
