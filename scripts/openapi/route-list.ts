import { readFileSync } from 'node:fs';
import { API_ROUTE_KINDS } from '../../core/contracts/api-routes';
import type { ApiRoute } from '../../core/contracts/api-routes';
import { INTAKE_ROUTES } from '../../core/contracts/openapi/intake';

/** The page that tells people of the API, with a list of all routes in it. */
export const API_PAGE = 'docs/api.md';

const BEGIN = '<!-- Made by `npm run openapi` of the route table. -->';
const END = '<!-- End of the routes. -->';

/** The page as it stands with the list of routes made anew. @throws Error when it has no place for the list. */
export function apiPageText(): string {
  const text = readFileSync(API_PAGE, 'utf8');
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`${API_PAGE} has no place for the list of routes.`);
  return `${text.slice(0, before)}${BEGIN}\n\n${routeList()}\n${text.slice(after)}`;
}

function routeList(): string {
  const kinds = Object.entries<Readonly<Record<string, ApiRoute>>>(API_ROUTE_KINDS);
  const served = kinds.map(([kind, routes]) => section(kind, Object.values(routes).map(lineOf)));
  const intake = INTAKE_ROUTES.map(({ path, summary }) => `- \`POST ${path}\` (no token): ${summary}`);
  return [section('Intake', intake), ...served].join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return `**${title}**\n\n${lines.join('\n')}\n`;
}

function lineOf({ methods, path, access, wholeAccount, summary }: ApiRoute): string {
  const needs = access === 'open' ? 'no token' : access;
  return `- \`${methods.join(', ')} ${path}\` (${needs}${wholeAccount === true ? ', all teams' : ''}): ${summary}`;
}
