import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { ALERT_TYPES } from '../../core/contracts/alert';
import { API_ROUTES } from '../../core/contracts/api-routes';
import { APPLICATIONS } from '../../core/contracts/applications';
import type { Json, JsonObject } from '../../core/contracts/json';
import { readStatus, statusExitCode, statusLine } from '../alert-status';
import type { Context } from '../context';
import { usageFailure } from '../failure';
import { readSeconds } from '../read-number';

interface SendOptions {
  readonly to?: string;
  readonly type?: string;
  readonly entityId?: string;
  readonly summary?: string;
  readonly payload?: string;
  readonly body?: string;
  readonly wait?: boolean;
  readonly timeout: number;
}

interface Accepted {
  readonly trace_id?: string;
  readonly unique_id?: string;
}

/** `tocsin send`: posts an alert as a monitor does. */
export function addSend(program: Command, context: () => Context): void {
  program
    .command('send [message]')
    .description('post an alert to an integration; prints its trace id')
    .option('--to <integration>', 'its URL or key (TOCSIN_INTEGRATION_URL; else the demo of the runner in this folder)')
    .addOption(new Option('--type <type>', 'alert type').choices(ALERT_TYPES))
    .option('--entity-id <id>', 'what it is about: alerts with the same one are bound together')
    .option('--summary <text>', 'more words')
    .option('--payload <json>', 'free JSON that rules can look at')
    .option('--body <file>', 'post this JSON instead, - for standard input')
    .option('--wait', 'wait until the alert has ended')
    .option('--timeout <seconds>', 'how long to wait', readSeconds, 60)
    .action((message: string | undefined, options: SendOptions) => sendAlert(context(), message, options));
}

async function sendAlert(context: Context, message: string | undefined, options: SendOptions): Promise<void> {
  const body = await readBody(context, message, options);
  const url = await integrationUrl(context, options.to);
  const accepted = await context.openApi.call<JsonObject & Accepted>('POST', url, { body });
  // The older intake answers with the alert, whose id stands for the trace id.
  const trace_id = accepted.trace_id ?? accepted.unique_id ?? '';
  if (options.wait !== true) {
    context.show(accepted, () => [trace_id]);
    return;
  }
  context.tell(trace_id);
  const status = await readStatus(context, trace_id, options.timeout * 1_000);
  context.show({ trace_id, ...status }, () => [statusLine(status)]);
  context.exitCode = statusExitCode(status, true);
}

async function readBody(context: Context, message: string | undefined, options: SendOptions): Promise<Json> {
  const { body, payload, type, entityId, summary } = options;
  if (body !== undefined) {
    const fields = [message, payload, type, entityId, summary];
    if (fields.some((field) => field !== undefined))
      throw usageFailure('--body is the whole alert: give nothing else.');
    return parse(body === '-' ? await context.io.readInput() : readText(resolve(context.io.cwd, body)), '--body');
  }
  if (message === undefined) throw usageFailure('What is the message? Give it, or a whole body with --body.');
  return {
    message,
    // Critical opens an incident by default, and that is what somebody who sends by hand wants to see.
    alert_type: type ?? 'critical',
    ...(entityId === undefined ? {} : { entity_id: entityId }),
    ...(summary === undefined ? {} : { summary }),
    ...(payload === undefined ? {} : { payload: parse(payload, '--payload') }),
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw usageFailure(`${file} can't be read.`);
  }
}

function parse(text: string, option: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw usageFailure(`${option} is no JSON: ${(error as Error).message}`);
  }
}

/** The URL that is given, or made of a key; a key alone does not say whose it is, so the account may have to be asked for. */
async function integrationUrl(context: Context, to: string | undefined): Promise<string> {
  const { target } = context;
  if (to === undefined) {
    if (target.integrationUrl !== null) return target.integrationUrl;
    throw usageFailure('Where to? Give --to with the URL or the key of an integration.');
  }
  if (/^https?:\/\//.test(to)) return to;
  if (!/^[0-9a-f-]{32,36}$/i.test(to)) throw usageFailure(`${to} is no URL and no key of an integration.`);
  const account = target.account ?? (await accountOf(context));
  return `${target.url}/integration/${account}/${APPLICATIONS.generic.extension}/${to}/`;
}

async function accountOf({ api }: Context): Promise<string> {
  const profile = await api.call<{ readonly account: { readonly unique_id: string } }>(
    'GET',
    API_ROUTES.getProfile.path,
  );
  return profile.account.unique_id;
}
