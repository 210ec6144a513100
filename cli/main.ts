import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Io } from './io';
import { runProgram } from './program';

/** The command line in a process: what `npx tocsin` runs. A fault of ours shows its stack and ends with 1. */
export function run(): void {
  // A reader that has enough, such as `head`, is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  runProgram(processIo()).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}

function processIo(): Io {
  return {
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    print: (line) => {
      console.log(line);
    },
    warn: (line) => {
      console.error(line);
    },
    readInput: () => text(process.stdin),
    ask: process.stdin.isTTY ? askPerson : null,
    fetch: (url, init) => fetch(url, init),
    pause: (milliseconds) => pause(milliseconds),
    now: () => Date.now(),
  };
}

async function askPerson(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
