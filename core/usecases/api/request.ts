import type { TokenScope } from '../../contracts/resources';

/** Who asks: what the API token stands for. */
export interface Caller {
  readonly account: string;
  readonly username: string;
  readonly scope: TokenScope;
}

/** A request after routing, authentication and the check of its body. */
export interface ApiRequest<Params = unknown, Body = undefined, Who = Caller> {
  readonly caller: Who;
  /** The path's parameters: any text, decoded. */
  readonly params: Params;
  readonly query: URLSearchParams;
  readonly body: Body;
  /** Scheme and host that the request came to, for absolute links; no trailing slash. */
  readonly baseUrl: string;
}
