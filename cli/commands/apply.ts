import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { applyPlan, type News } from '../configuration/apply-plan';
import { checkReferences } from '../configuration/check-references';
import { nameIds } from '../configuration/name-ids';
import { planConfiguration } from '../configuration/plan';
import { readConfiguration } from '../configuration/read-configuration';
import { readState } from '../configuration/read-state';
import { teamsOfRoutes } from '../configuration/routes';
import { planJson, showPlan } from '../configuration/show-plan';
import type { Plan } from '../configuration/step';
import type { Context } from '../context';
import { EXIT } from '../exit-codes';
import { CliFailure, usageFailure } from '../failure';

interface ApplyOptions {
  readonly file: string;
  readonly prune?: boolean;
  readonly updateSecrets?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** `tocsin apply`: makes the account's configuration what a file says. */
export function addApply(program: Command, context: () => Context): void {
  program
    .command('apply')
    .description('make the configuration what a file says; shows what it will do first')
    .requiredOption('-f, --file <file>', 'the file, - for standard input')
    .option('--prune', 'delete services, integrations and policies that are not in it, in the teams that are')
    .option('--update-secrets', 'write secrets again though some are set')
    .option('--dry-run', 'show what it would do, and end with 6 if that is anything')
    .option('--yes', 'do it without asking')
    .action((options: ApplyOptions) => apply(context(), options));
}

async function apply(context: Context, options: ApplyOptions): Promise<void> {
  const { api, io } = context;
  const { file, prune = false, updateSecrets = false } = options;
  const wanted = readConfiguration(await readFile(context, file), file);
  const state = await readState(api, {
    teams: [...wanted.teams.map(({ name }) => name), ...teamsOfRoutes(wanted)],
    routers: wanted.routers !== undefined,
  });
  const plan = planConfiguration(nameIds(wanted, state), state.configuration, { env: io.env, prune, updateSecrets });
  checkReferences(plan, state, io.env);
  for (const line of showPlan(plan)) context.tell(line);
  if (plan.steps.length > 0 && options.dryRun === true) context.exitCode = EXIT.changes;
  const isDone = plan.steps.length === 0 || options.dryRun === true;
  if (!isDone && options.yes !== true) await confirm(context, plan);
  const news = isDone ? [] : await applyPlan(api, plan, { state, env: io.env });
  const applied = isDone ? 0 : plan.steps.length;
  context.show({ ...planJson(plan), applied, news: news.map((one) => ({ ...one })) }, () =>
    isDone ? [] : [...news.map(newsLine), 'Done.'],
  );
}

async function readFile({ io }: Context, file: string): Promise<string> {
  if (file === '-') return io.readInput();
  try {
    return readFileSync(resolve(io.cwd, file), 'utf8');
  } catch {
    throw usageFailure(`${file} can't be read.`);
  }
}

async function confirm({ io }: Context, { steps }: Plan): Promise<void> {
  if (io.ask === null) throw usageFailure('There is nobody to ask: give --yes to do it, or --dry-run to only look.');
  const answer = await io.ask(`Do these ${steps.length}? (yes/no) `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliFailure('Nothing was changed.');
}

function newsLine({ at, kind, text }: News): string {
  const what = kind === 'signing_secret' ? 'signing secret, shown this once:' : 'post alerts to';
  return `${at.join(' / ')}: ${what} ${text}`;
}
