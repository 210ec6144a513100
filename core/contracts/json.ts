/** Any JSON value as `JSON.parse` gives it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
/** A JSON object. Read own properties only: keys come from outside. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** What is wrong with a body and where: the `errors` entries of a 400 (own-routes). */
export interface FieldError {
  /** Path into the body, e.g. `custom_mapping.blocks[1].set.message`; empty for the body as a whole. */
  readonly path: string;
  readonly message: string;
}
