import { Command, CommanderError } from 'commander';
import { addAck } from './commands/ack';
import { addApply } from './commands/apply';
import { addExport } from './commands/export';
import { addIncidents } from './commands/incidents';
import { addIntegrations } from './commands/integrations';
import { addResolve } from './commands/resolve';
import { addSend } from './commands/send';
import { addStatus } from './commands/status';
import { addToken } from './commands/token';
import { Context, type GlobalOptions } from './context';
import { EXIT, type ExitCode } from './exit-codes';
import { CliFailure } from './failure';
import type { Io } from './io';
import { version } from './package.json';

const COMMANDS = [
  addSend,
  addStatus,
  addIncidents,
  addAck,
  addResolve,
  addIntegrations,
  addApply,
  addExport,
  addToken,
] as const;

const EXIT_HELP = `
Ends with 0 when it did what was asked, 1 when the API refused or nothing answered, 2 when the command line or a file
makes no sense, 3 when nothing was found, 4 when an alert failed or an incident is not as asked, 5 when the time was
over, 6 when a dry run found something to change.`;

/** Runs one command line. What ends a command is printed to standard error, without a stack. */
export async function runProgram(io: Io): Promise<ExitCode> {
  const program = makeProgram(io);
  let context: Context | undefined;
  for (const add of COMMANDS) add(program, () => (context ??= new Context(io, program.opts<GlobalOptions>())));
  try {
    await program.parseAsync(io.args, { from: 'user' });
    return context?.exitCode ?? EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (!(error instanceof CliFailure)) throw error;
    io.warn(error.message);
    return error.exitCode;
  }
}

function makeProgram(io: Io): Command {
  const program = new Command('tocsin')
    .description('The command line of Tocsin: alerts, incidents and configuration over its HTTP API.')
    .version(version)
    .option('--url <url>', 'base URL of the API (TOCSIN_URL; else the runner in this folder)')
    .option('--token <token>', 'API token (TOCSIN_TOKEN; else that of the runner in this folder)')
    .option('--json', 'print what the API says as JSON')
    .showHelpAfterError('(--help says more)')
    .addHelpText('after', EXIT_HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        io.print(text.trimEnd());
      },
      writeErr: (text) => {
        io.warn(text.trimEnd());
      },
    });
  return program;
}
