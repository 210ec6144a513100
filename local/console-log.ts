/** The runner's own lines, on the terminal. Functions' logs go to files ({@link file://./functions/log-file.ts}). */
export interface Log {
  readonly info: (line: string) => void;
  readonly warn: (line: string) => void;
}

/** Lines with the time of day in front; warnings go to stderr so that they are seen when stdout is piped away. */
export const consoleLog: Log = {
  info: (line) => {
    console.log(`${clock()} ${line}`);
  },
  warn: (line) => {
    console.error(`${clock()} ! ${line}`);
  },
};

function clock(): string {
  return new Date().toISOString().slice(11, 23);
}
