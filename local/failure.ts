/**
 * Why the runner can't start or go on, in words a person can act on. It is printed as one line and ends the runner
 * with exit code 1; every other error is a defect and keeps its stack.
 */
export class RunnerFailure extends Error {
  override readonly name = 'RunnerFailure';
}

/** The message of anything that was thrown, on one line. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}

/** The system's code of an error (`ENOENT`, `EADDRINUSE`, …), if it has one. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
