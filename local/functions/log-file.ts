import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from 'node:fs';

/** A file is put aside at this size; one older file is kept, so logs never take more than twice this per function. */
const MAX_BYTES = 10 * 1024 * 1024;

/** A function's log: appended to, and put aside (`.1`) when it has grown. */
export class LogFile {
  private stream: WriteStream;
  private size: number;

  constructor(readonly path: string) {
    this.size = existsSync(path) ? statSync(path).size : 0;
    this.stream = openStream(path);
  }

  write(chunk: Buffer): void {
    if (this.size > MAX_BYTES) this.rotate();
    this.size += chunk.length;
    this.stream.write(chunk);
  }

  close(): void {
    this.stream.end();
  }

  private rotate(): void {
    // The old stream keeps writing what it was given to the file under its new name.
    this.stream.end();
    renameSync(this.path, `${this.path}.1`);
    this.stream = openStream(this.path);
    this.size = 0;
  }
}

function openStream(path: string): WriteStream {
  const stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
  // A full disk must not end the runner over a log line; the engines report it for the data that matters.
  stream.on('error', () => undefined);
  return stream;
}
