import type { BootstrapRequest, BootstrapResponse } from '../../contracts/environment';
import type { Account } from '../../contracts/resources';
import { ACCOUNT_ID_LENGTH, makeAccountId } from '../../domain/account-id';
import { TOKEN_RANDOM_BYTES, hashToken } from '../../domain/api-token';
import { deriveUsername } from '../../domain/derive-uuid';
import { makeDemo } from './bootstrap-demo';
import type { ApiDeps } from './deps';
import { newUuid } from './new-uuid';

export type BootstrapDeps = Pick<ApiDeps, 'clock' | 'directory' | 'log' | 'randomBytes' | 'resources' | 'signingKeys'>;

/**
 * Makes the deployment's account and owner, the demo when asked for, and always a fresh admin token. Each thing is made
 * only when it isn't there, under an id that was claimed first (the account's) or follows from it (all others): cut off
 * anywhere and done again, or done twice at once, it ends in one account, one owner and one demo. What people changed
 * since stays as it is.
 */
export async function bootstrap(start: BootstrapDeps, request: BootstrapRequest): Promise<BootstrapResponse> {
  const id = await start.resources.claimAccount(makeAccountId(start.randomBytes(ACCOUNT_ID_LENGTH)));
  // In the audit log it is Tocsin itself: who may invoke functions, AWS's own log says.
  const deps = { ...start, resources: start.resources.by({ account: id, username: null, token: null }) };
  const account = await makeAccount(deps, id);
  const demo = request.demo === true ? await makeDemo(deps, account) : undefined;
  // Last, so that nobody holds a token of a deployment that is half made.
  const api_token = await makeToken(deps, account);
  deps.log.info('bootstrap made an admin token', { account: account.id, demo: demo !== undefined });
  return { account: account.id, api_token, ...(demo === undefined ? {} : { demo }) };
}

async function makeAccount(deps: BootstrapDeps, id: string): Promise<Account> {
  const { clock, directory, resources } = deps;
  const existing = await directory.account(id);
  const account = existing ?? { id, name: 'Tocsin', owner: deriveUsername('owner', id), created_at: clock() };
  await makeOwner(deps, account);
  // After its owner: an account that is there has one.
  if (existing === null) await resources.create('account', account);
  return account;
}

async function makeOwner({ directory, resources }: BootstrapDeps, { id, owner, created_at }: Account): Promise<void> {
  if ((await directory.user(id, owner)) !== null) return;
  await resources.create('user', {
    account: id,
    username: owner,
    first_name: 'Account',
    last_name: 'Owner',
    email: 'owner@localhost',
    created_at,
  });
}

async function makeToken(deps: BootstrapDeps, account: Account): Promise<string> {
  const text = deps.randomBytes(TOKEN_RANDOM_BYTES).toString('hex');
  await deps.resources.create('token', {
    id: newUuid(deps),
    account: account.id,
    name: 'Bootstrap',
    scope: 'admin',
    hash: hashToken(text),
    username: account.owner,
    created_at: deps.clock(),
  });
  return text;
}
