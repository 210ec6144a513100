import type { TokenScope } from '../resources';
import type { BodySchemaName } from '../schemas/body-schemas';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A route of the api function. */
export interface ApiRoute {
  readonly methods: readonly HttpMethod[];
  /** With `{parameters}`, written with the trailing slash, which requests may leave off (contract §0.1). */
  readonly path: string;
  /** The scope a token needs; `open`: what is in the path is the credential. */
  readonly access: 'open' | TokenScope;
  /** What it does concerns all teams: a token that is limited to some may not. */
  readonly wholeAccount?: true;
  /**
   * The schema of its body; `object`: any JSON object, checked by the use-case; `exact`: the same with its numbers as
   * sent. None: a body is ignored.
   */
  readonly body?: BodySchemaName | 'object' | 'exact';
  readonly summary: string;
}

/** The parameters in a path template. */
export type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: string } & ParamsOf<Rest>
  : unknown;
