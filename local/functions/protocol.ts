/** What a function is, for its process and its environments. */
export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  readonly code: string;
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Most environments at a time. */
  readonly environments: number;
  /** The environment variables of its environments, all of them. */
  readonly env: Readonly<Record<string, string>>;
}

/** How an invocation ended. The payloads are JSON text. */
export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly errorType: string; readonly errorMessage: string };

/** An invocation that has ended, with what Lambda would bill. */
export interface Finished {
  readonly outcome: Outcome;
  /** From handing the event over to the answer, in milliseconds, not rounded. */
  readonly ms: number;
  /** Milliseconds the environment took to load, when this invocation had to wait for it. */
  readonly initMs?: number;
}

/** Runner → the process of a function. */
export type HostOrder =
  | { readonly type: 'configure'; readonly settings: FunctionSettings }
  | { readonly type: 'invoke'; readonly id: string; readonly event: string }
  | { readonly type: 'usage'; readonly id: string };

/** The process of a function → runner. */
export type HostReport =
  | { readonly type: 'ready' }
  | { readonly type: 'finished'; readonly id: string; readonly finished: Finished }
  /** CPU time of the process since it started, in milliseconds. */
  | { readonly type: 'usage'; readonly id: string; readonly cpuMs: number };

/** Process of a function → one of its environments. */
export interface EnvironmentOrder {
  readonly id: string;
  readonly event: string;
  /** When the function's timeout strikes, in milliseconds since 1970. */
  readonly deadline: number;
}

/** Environment → process of the function. */
export type EnvironmentReport =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly outcome: Extract<Outcome, { ok: false }> }
  | { readonly type: 'done'; readonly id: string; readonly outcome: Outcome };

/** What an environment is given at its start. */
export type EnvironmentSettings = Pick<FunctionSettings, 'name' | 'arn' | 'code' | 'handler' | 'memoryMb'>;
