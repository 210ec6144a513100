import type { Command } from 'commander';
import { changeIncidents } from '../change-incidents';
import type { Context } from '../context';

/** `tocsin ack`: acknowledges incidents. */
export function addAck(program: Command, context: () => Context): void {
  program
    .command('ack <incident...>')
    .description('acknowledge incidents, by number or unique id')
    .action((incidents: readonly string[]) => changeIncidents(context(), incidents, 'acknowledged'));
}
