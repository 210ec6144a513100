import type { Command } from 'commander';
import { Option } from 'commander';
import { API_ROUTES } from '../../core/contracts/api-routes';
import type { JsonObject } from '../../core/contracts/json';
import type { Context } from '../context';
import { pathOf } from '../http/api-client';
import { findNamed, teamsMeant, type Named } from '../names';
import { table } from '../output/table';

interface WireToken extends Named, JsonObject {
  readonly unique_id: string;
  readonly name: string;
  readonly scope: string;
  readonly teams: readonly string[] | null;
  readonly creation_date: string;
}

interface CreateOptions {
  readonly scope: string;
  readonly team: readonly string[];
}

/** `tocsin token`: makes, lists and deletes API tokens. */
export function addToken(program: Command, context: () => Context): void {
  const token = program.command('token').description('API tokens; needs one with the scope admin');
  token
    .command('create <name>')
    .description('make a token; its text is printed this once')
    .addOption(new Option('--scope <scope>', 'what it may do').choices(['read', 'write', 'admin']).default('read'))
    .option('--team <team...>', 'limit it to these teams (name or id)', [])
    .action((name: string, options: CreateOptions) => createToken(context(), name, options));
  token
    .command('list')
    .description('list the tokens')
    .action(() => listTokens(context()));
  token
    .command('delete <token>')
    .description('delete a token (name or id); it stops at once')
    .action((meant: string) => deleteToken(context(), meant));
}

async function createToken(context: Context, name: string, { scope, team }: CreateOptions): Promise<void> {
  const { api } = context;
  const teams: string[] = [];
  for (const meant of team) for (const { unique_id } of await teamsMeant(api, meant)) teams.push(unique_id);
  const body = { name, scope, ...(teams.length === 0 ? {} : { teams }) };
  const made = await api.call<WireToken & { readonly token: string }>('POST', API_ROUTES.createToken.path, { body });
  // The text alone, so that a script can keep it by `TOKEN=$(npx tocsin token create …)`.
  context.show(made, () => [made.token]);
}

async function listTokens(context: Context): Promise<void> {
  const tokens = await context.api.call<readonly WireToken[]>('GET', API_ROUTES.listTokens.path);
  context.show(tokens, () =>
    table(
      ['NAME', 'SCOPE', 'TEAMS', 'CREATED', 'ID'],
      tokens.map(({ name, scope, teams, creation_date, unique_id }) => [
        name,
        scope,
        teams === null ? 'all' : String(teams.length),
        creation_date.slice(0, 10),
        unique_id,
      ]),
    ),
  );
}

async function deleteToken(context: Context, meant: string): Promise<void> {
  const tokens = await context.api.call<readonly WireToken[]>('GET', API_ROUTES.listTokens.path);
  const { unique_id, name } = findNamed(tokens, meant, 'token');
  await context.api.call('DELETE', pathOf(API_ROUTES.deleteToken.path, { token: unique_id }));
  context.show({ unique_id, name }, () => [`Deleted the token ${name}.`]);
}
