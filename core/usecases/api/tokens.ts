import type { FieldError } from '../../contracts/json';
import type { ApiToken } from '../../contracts/resources';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { TOKEN_RANDOM_BYTES, hashToken, scopeReaches } from '../../domain/api-token';
import { byCreation } from '../../domain/by-creation';
import { isUuid } from '../../domain/is-uuid';
import { viewToken } from '../../domain/views/token-view';
import type { ApiDeps } from './deps';
import { findTeam } from './find';
import { newUuid } from './new-uuid';
import { DELETED, NOT_FOUND, created, invalid, ok } from './reply';
import type { Reply } from './reply';
import { mayUseTeam, type ApiRequest, type Caller } from './request';
import { retryConflicts } from './retry-conflicts';

type Reader = Pick<ApiDeps, 'directory'>;
type Maker = Pick<ApiDeps, 'clock' | 'directory' | 'randomBytes' | 'resources'>;
type TokenBody = BodyOf<'token'>;

/** The account's tokens, oldest first; a token that is limited to teams sees those that reach no further. */
export async function listTokens({ directory }: Reader, { caller }: ApiRequest): Promise<Reply> {
  const tokens = await directory.resources('token', caller.account);
  const visible = tokens.filter((token) => isWithinReach(caller, token));
  return ok(visible.toSorted(byCreation).map(viewToken));
}

/** Makes a token of the caller's user. The answer shows its text, this once. */
export async function createToken(deps: Maker, { caller, body }: ApiRequest<unknown, TokenBody>): Promise<Reply> {
  const errors = await checkReach(deps, caller, body);
  if (errors.length > 0) return invalid(...errors);
  const text = deps.randomBytes(TOKEN_RANDOM_BYTES).toString('hex');
  const token: ApiToken = {
    id: newUuid(deps),
    account: caller.account,
    name: body.name,
    scope: body.scope,
    teams: body.teams ?? null,
    hash: hashToken(text),
    username: caller.username,
    created_at: deps.clock(),
  };
  // Never a conflict: id and hash are new, and nothing is held.
  await deps.resources.create('token', token);
  return created({ ...viewToken(token), token: text });
}

/** Deletes a token, also the one that asks: the next request with it is refused. */
export function deleteToken(
  deps: Pick<ApiDeps, 'directory' | 'resources'>,
  { caller, params }: ApiRequest<{ readonly token: string }>,
): Promise<Reply> {
  return retryConflicts(async () => {
    const token = isUuid(params.token) ? await deps.directory.resource('token', caller.account, params.token) : null;
    if (token === null || !isWithinReach(caller, token)) return NOT_FOUND;
    return (await deps.resources.remove('token', token)) === 'saved' ? DELETED : 'conflict';
  });
}

/** Whether a token reaches no further than the caller's: no other team, and no more scope. */
function isWithinReach(caller: Caller, { scope, teams = null }: Pick<ApiToken, 'scope' | 'teams'>): boolean {
  if (!scopeReaches(caller.scope, scope)) return false;
  return teams === null ? caller.teams === null : teams.every((team) => mayUseTeam(caller, team));
}

async function checkReach(deps: Reader, caller: Caller, body: TokenBody): Promise<readonly FieldError[]> {
  const { scope, teams = null } = body;
  if (!scopeReaches(caller.scope, scope)) return [{ path: 'scope', message: 'Wider than that of your own token.' }];
  if (teams === null && caller.teams !== null) {
    return [{ path: 'teams', message: 'Your own token is limited to teams: name some of those.' }];
  }
  const found = await Promise.all((teams ?? []).map((team) => findTeam(deps, caller, { team })));
  return found.flatMap((team, index) =>
    team === null ? [{ path: `teams[${index}]`, message: 'There is no team with this id.' }] : [],
  );
}
