import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { usageFailure } from './failure';
import type { Io } from './io';

/** Where the API is and who calls; null for what nobody said. */
export interface Target {
  readonly url: string;
  readonly token: string | null;
  readonly account: string | null;
  /** URL of an integration to send alerts to when the command names none. */
  readonly integrationUrl: string | null;
}

/** What the command line says of the target. */
export interface TargetOptions {
  readonly url?: string;
  readonly token?: string;
}

interface Endpoints {
  readonly url?: string;
  readonly account?: string;
  readonly api_token?: string;
  readonly demo?: { readonly integration_url?: string };
}

/**
 * Finds the API: options first, then the environment (`TOCSIN_URL`, `TOCSIN_TOKEN`, `TOCSIN_INTEGRATION_URL`), then the
 * `endpoints.json` of a runner on this machine (folder `TOCSIN_DATA`, or `.tocsin`). A runner's token is never sent to
 * a URL that came from elsewhere.
 * @throws CliFailure when nothing names a URL
 */
export function findTarget(options: TargetOptions, { env, cwd }: Pick<Io, 'env' | 'cwd'>): Target {
  const named = options.url ?? (env['TOCSIN_URL'] || undefined);
  const local = readEndpoints(resolve(cwd, env['TOCSIN_DATA'] || '.tocsin', 'endpoints.json'));
  const url = named ?? local?.url;
  if (url === undefined)
    throw usageFailure('Where is the API? Give --url or TOCSIN_URL, or run `npm start` in this folder.');
  const isLocal = local?.url !== undefined && trim(url) === trim(local.url);
  return {
    url: checkUrl(url),
    token: options.token ?? (env['TOCSIN_TOKEN'] || undefined) ?? (isLocal ? local.api_token : undefined) ?? null,
    account: (isLocal ? local.account : undefined) ?? null,
    integrationUrl:
      (env['TOCSIN_INTEGRATION_URL'] || undefined) ?? (isLocal ? local.demo?.integration_url : undefined) ?? null,
  };
}

const trim = (url: string): string => url.replace(/\/+$/, '');

function checkUrl(url: string): string {
  if (/^https?:\/\/[^/]/.test(url) && URL.canParse(url)) return trim(url);
  throw usageFailure(`${url} is no URL of an API: it begins with http:// or https://.`);
}

function readEndpoints(file: string): Endpoints | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Endpoints;
  } catch {
    // No runner in this folder, or one that is just writing it: then the URL has to come from elsewhere.
    return null;
  }
}
