import type { Command } from 'commander';
import { readStatus, statusExitCode, statusLine } from '../alert-status';
import type { Context } from '../context';
import { readSeconds } from '../read-number';

interface StatusOptions {
  readonly watch?: boolean;
  readonly timeout: number;
}

/** `tocsin status`: what became of an alert, for 60 minutes. */
export function addStatus(program: Command, context: () => Context): void {
  program
    .command('status <trace-id>')
    .description('what became of an alert')
    .option('--watch', 'wait until it has ended')
    .option('--timeout <seconds>', 'how long to wait', readSeconds, 60)
    .action((traceId: string, options: StatusOptions) => showStatus(context(), traceId, options));
}

async function showStatus(context: Context, traceId: string, { watch = false, timeout }: StatusOptions): Promise<void> {
  const status = await readStatus(context, traceId, watch ? timeout * 1_000 : null);
  context.show(status, () => [statusLine(status)]);
  context.exitCode = statusExitCode(status, watch);
}
