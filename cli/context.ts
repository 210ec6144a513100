import type { Json } from '../core/contracts/json';
import { ApiClient } from './http/api-client';
import type { ExitCode } from './exit-codes';
import { usageFailure } from './failure';
import type { Io } from './io';
import { oneLine } from './output/table';
import { findTarget, type Target, type TargetOptions } from './target';

export interface GlobalOptions extends TargetOptions {
  readonly json?: boolean;
}

/** What a command works with. */
export class Context {
  /** What the process ends with, unless it fails. */
  exitCode: ExitCode = 0;
  private found: Target | undefined;

  constructor(
    readonly io: Io,
    readonly options: GlobalOptions,
  ) {}

  get target(): Target {
    return (this.found ??= findTarget(this.options, this.io));
  }

  /** A client with the token. @throws CliFailure when there is none. */
  get api(): ApiClient {
    const { url, token } = this.target;
    if (token === null) throw usageFailure('This needs an API token: give --token or TOCSIN_TOKEN.');
    return new ApiClient(this.io, url, token);
  }

  /** A client for routes where what is in the path is the credential. */
  get openApi(): ApiClient {
    return new ApiClient(this.io, this.target.url, null);
  }

  /** Prints for scripts what the API said, or for people the lines. */
  show(json: Json, lines: () => readonly string[]): void {
    if (this.options.json === true) this.io.print(JSON.stringify(json, null, 2));
    else for (const line of lines()) this.io.print(line);
  }

  /** Tells people of something beside the result. What came from outside loses its control characters. */
  tell(line: string): void {
    if (this.options.json !== true) this.io.print(oneLine(line));
  }
}
