import { setTimeout as sleep } from 'node:timers/promises';
import type { BootstrapRequest, BootstrapResponse } from '../core/contracts/environment';
import { readJsonFile, writeJsonFile } from './data-folder';
import { RunnerFailure } from './failure';
import type { Finished } from './functions/protocol';
import { asObject, asText, isObject, parseJson, type JsonObject } from './json';

/** The first call meets cold functions and engines: a few tries are fair. */
const TRIES = 5;
const RETRY_MS = 500;

/**
 * The account, token and demo of this data folder: asked of the bootstrap function on the first start, kept in `file`
 * from then on (a token can't be read again). Throws {@link RunnerFailure} when the function can't make them.
 */
export async function loadCredentials(
  file: string,
  bootstrap: (event: string) => Promise<Finished>,
): Promise<BootstrapResponse> {
  const kept = readJsonFile(file);
  if (kept !== undefined) return parseResponse(kept);
  const request: BootstrapRequest = { action: 'bootstrap', demo: true };
  for (let attempt = 1; ; attempt += 1) {
    const { outcome } = await bootstrap(JSON.stringify(request));
    const answer = outcome.ok ? parseJson(outcome.payload) : undefined;
    if (isObject(answer)) {
      const credentials = parseResponse(answer);
      writeJsonFile(file, credentials);
      return credentials;
    }
    const why = outcome.ok ? `it answered ${outcome.payload}` : `${outcome.errorType}: ${outcome.errorMessage}`;
    if (attempt === TRIES) throw new RunnerFailure(`the bootstrap function could not make the account: ${why}`);
    await sleep(RETRY_MS);
  }
}

function parseResponse(answer: JsonObject): BootstrapResponse {
  const { account, api_token: token } = answer;
  const demo = asObject(answer['demo']);
  if (typeof account !== 'string' || typeof token !== 'string') {
    throw new RunnerFailure('the account and token of this data folder can not be read: credentials are incomplete');
  }
  const field = (name: string) => asText(demo[name]) ?? '';
  if (answer['demo'] === undefined) return { account, api_token: token };
  return {
    account,
    api_token: token,
    demo: {
      team: field('team'),
      service: field('service'),
      integration: field('integration'),
      integration_path: field('integration_path'),
    },
  };
}
