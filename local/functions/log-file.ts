import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from 'node:fs';

/** A file is put aside at this size; one older file is kept, so logs never take more than twice this per function. */
const MAX_BYTES = 10 * 1024 * 1024;

/** A file that could not be written (a full disk) is opened again this much later. */
const REOPEN_MS = 1_000;

/** A function's log: appended to, and put aside (`.1`) when it has grown. */
export class LogFile {
  private stream: WriteStream;
  private size = 0;
  private brokenAt: number | undefined;

  constructor(readonly path: string) {
    this.stream = this.open();
  }

  write(chunk: Buffer): void {
    if (this.brokenAt !== undefined && performance.now() - this.brokenAt > REOPEN_MS) this.stream = this.open();
    // What comes until then is lost, as there is nowhere to put it.
    if (this.brokenAt !== undefined) return;
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
    this.stream = this.open();
  }

  private open(): WriteStream {
    this.brokenAt = undefined;
    this.size = existsSync(this.path) ? statSync(this.path).size : 0;
    const stream = createWriteStream(this.path, { flags: 'a', mode: 0o600 });
    // A full disk must not end the runner over a log line; whoever watches the disk says that it is full.
    stream.on('error', () => {
      if (stream === this.stream) this.brokenAt = performance.now();
    });
    return stream;
  }
}
