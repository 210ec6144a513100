import type { Log } from '../../core/usecases/ports';

/** Takes one line, without its line feed. */
export type WriteLine = (line: string) => void;

/** Lines on standard output, which Lambda takes to the function's log group. */
export const writeToStdout: WriteLine = (line) => {
  process.stdout.write(`${line}\n`);
};

/** What every line says beside its message, e.g. function and stage. */
export type LogContext = Readonly<Record<string, string>>;

type Level = 'INFO' | 'WARN' | 'ERROR';

/**
 * A log of JSON lines with the keys `timestamp`, `level` and `message`, by which CloudWatch and Lambda know them. Not the
 * usual library: this is all the functions need, and every kilobyte of ingest's bundle is cold start.
 */
export function createLog(context: LogContext, write: WriteLine = writeToStdout, now: () => number = Date.now): Log {
  const line = (level: Level, message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    const timestamp = new Date(now()).toISOString();
    write(JSON.stringify({ timestamp, level, message, ...context, ...fields }, sayable()));
  };
  return {
    info: (message, fields) => {
      line('INFO', message, fields);
    },
    warn: (message, fields) => {
      line('WARN', message, fields);
    },
    error: (message, fields) => {
      line('ERROR', message, fields);
    },
  };
}

/** Makes what JSON can't say sayable, since a line that throws would hide what it was to tell: errors, bigints, circles. */
function sayable(): (this: unknown, key: string, value: unknown) => unknown {
  const open: unknown[] = [];
  return function (this: unknown, _key, value) {
    if (typeof value === 'bigint') return String(value);
    if (typeof value !== 'object' || value === null) return value;
    // `this` holds the value: what was opened below it has been left.
    while (open.length > 0 && open.at(-1) !== this) open.pop();
    const said = value instanceof Error ? describeError(value) : value;
    if (open.includes(value)) return '[circular]';
    open.push(said);
    return said;
  };
}

/** Name, message and stack, and what caused it: an error's own fields may hold what was sent, which is not for logs. */
function describeError(error: Error): object {
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause instanceof Error ? { cause: describeError(cause) } : {}) };
}
