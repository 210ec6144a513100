import type { Command } from 'commander';
import { changeIncidents } from '../change-incidents';
import type { Context } from '../context';

/** `tocsin resolve`: resolves incidents. */
export function addResolve(program: Command, context: () => Context): void {
  program
    .command('resolve <incident...>')
    .description('resolve incidents, by number or unique id')
    .action((incidents: readonly string[]) => changeIncidents(context(), incidents, 'resolved'));
}
