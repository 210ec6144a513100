import { EXIT, type ExitCode } from './exit-codes';

/** What ends a command, in words for people: printed without a stack. */
export class CliFailure extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = EXIT.failed,
  ) {
    super(message);
  }
}

/** A failure that the command line or a file is to blame for. */
export function usageFailure(message: string): CliFailure {
  return new CliFailure(message, EXIT.usage);
}
