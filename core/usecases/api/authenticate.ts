import type { TokenScope } from '../../contracts/resources';
import { hashToken, hashesEqual, readAuthorization, scopeReaches } from '../../domain/api-token';
import type { ApiDeps } from './deps';
import type { Reply } from './reply';
import type { Caller } from './request';

export type Authentication =
  { readonly ok: true; readonly caller: Caller } | { readonly ok: false; readonly reply: Reply };

/** What a route asks of a token. */
export interface Needs {
  readonly access: TokenScope;
  /** It may not be limited to teams. */
  readonly wholeAccount?: true;
}

/** Who the `Authorization` header stands for, if its token reaches what the route needs. */
export async function authenticate(
  { directory }: Pick<ApiDeps, 'directory'>,
  header: string | undefined,
  needs: Needs,
): Promise<Authentication> {
  const text = readAuthorization(header);
  const hash = text === null ? null : hashToken(text);
  const token = hash === null ? null : await directory.token(hash);
  // Found by its hash, so equal already: compared again because a lookup promises nothing about how it compares.
  if (hash === null || token === null || !hashesEqual(token.hash, hash)) {
    return { ok: false, reply: { kind: 'unauthenticated' } };
  }
  const { id, account, username, scope, teams = null } = token;
  if (!scopeReaches(scope, needs.access) || (needs.wholeAccount === true && teams !== null))
    return { ok: false, reply: { kind: 'forbidden' } };
  return { ok: true, caller: { account, username, scope, teams, token: id } };
}
