import type { AlertGroupingPolicy } from '../../contracts/alert-grouping-policy';
import type { FieldError } from '../../contracts/json';
import { compileJsonPath } from '../conditions/json-path';

/** What is wrong with the fields that a policy compares, beyond their shape. */
export function checkMatchFields({
  static_fields,
  custom_fields,
}: AlertGroupingPolicy['match_fields']): readonly FieldError[] {
  if (static_fields.length + custom_fields.length === 0) {
    return [{ path: 'match_fields', message: 'At least one field is needed, or no alert would match another.' }];
  }
  return custom_fields.flatMap((text, index) => {
    const compiled = compileJsonPath(text);
    return compiled.ok ? [] : [{ path: `match_fields.custom_fields[${index}]`, message: compiled.message }];
  });
}
