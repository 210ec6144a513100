import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { concealSecrets } from '../configuration/conceal-secrets';
import { asJson, type Configuration } from '../configuration/configuration';
import { readState } from '../configuration/read-state';
import type { Context } from '../context';
import { EXIT } from '../exit-codes';
import { CliFailure, usageFailure } from '../failure';

interface ExportOptions {
  readonly team: readonly string[];
  readonly output?: string;
}

/** `tocsin export`: the account's configuration as a file that `apply` takes. */
export function addExport(program: Command, context: () => Context): void {
  program
    .command('export')
    .description('print the configuration as a file for apply; secrets become references')
    .option('--team <team...>', 'only these teams, by name', [])
    .option('-o, --output <file>', 'write it there instead')
    .action((options: ExportOptions) => exportConfiguration(context(), options));
}

async function exportConfiguration(context: Context, { team, output }: ExportOptions): Promise<void> {
  const isAll = team.length === 0;
  const state = await readState(context.api, { teams: isAll ? null : team, routers: isAll });
  const missing = team.filter((name) => !state.configuration.teams.some((found) => found.name === name));
  if (missing.length > 0) throw new CliFailure(`There is no team ${missing.join(', ')}.`, EXIT.nothing);
  const { configuration, variables } = concealSecrets(state.configuration);
  const text = context.options.json === true ? JSON.stringify(configuration, null, 2) : toYaml(configuration);
  if (output === undefined) context.io.print(text);
  else writeText(resolve(context.io.cwd, output), `${text}\n`);
  if (isAll && configuration.routers === undefined)
    context.io.warn('Global routers are not exported: this token is limited to teams.');
  if (variables.length > 0) context.io.warn(`Secrets are not exported; apply takes them from: ${variables.join(', ')}`);
}

/** Texts that readers of the older YAML take for numbers, such as times, are quoted. */
function toYaml(configuration: Configuration): string {
  return stringify(asJson(configuration), { lineWidth: 0, compat: 'yaml-1.1' }).trimEnd();
}

function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw usageFailure(`${file} can't be written: ${(error as Error).message}`);
  }
}
