import type { BodySchemaName } from './body-schemas';

/** One thing that is wrong with a body, as the schema compiler reports it. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON Pointer into the body. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** Whether the body is as its schema says; when not, `errors` tells why until the next call. */
export interface CompiledValidator {
  (body: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

/** The validators that `npm run validators` compiles from `body-schemas.ts`. */
declare const validators: Readonly<Record<BodySchemaName, CompiledValidator>>;
export = validators;
