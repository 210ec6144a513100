import type { TokenScope } from '../../contracts/resources';

/** Who asks: what the API token stands for. */
export interface Caller {
  readonly account: string;
  readonly username: string;
  readonly scope: TokenScope;
  /** Ids of the teams the token is limited to; null = all of the account's. */
  readonly teams: readonly string[] | null;
  /** Id of the token. */
  readonly token: string;
}

/** Whether the caller may see and use what belongs to this team of the account. What it may not is not found. */
export function mayUseTeam({ teams }: Pick<Caller, 'teams'>, team: string): boolean {
  return teams?.includes(team) ?? true;
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
