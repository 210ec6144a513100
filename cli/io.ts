/** Everything a command has of the world around it, so that tests can give it another one. */
export interface Io {
  /** Words after the program's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the current folder. */
  readonly cwd: string;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
  /** Writes a line to standard error. */
  readonly warn: (line: string) => void;
  /** Standard input to its end. */
  readonly readInput: () => Promise<string>;
  /** Asks a person; null when there is none to ask. */
  readonly ask: ((question: string) => Promise<string>) | null;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
