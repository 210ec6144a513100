import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { EnvironmentOrder, EnvironmentReport, Finished, FunctionSettings, Outcome } from './protocol';

/** Lambda gives a function this long to load, and then once more its own timeout, within the invocation. */
const INIT_MS = 10_000;
/** So many load at a time: loading is all CPU, and more of them than cores only make each of them late. */
const STARTING = Math.max(1, availableParallelism());

interface Invocation {
  readonly id: string;
  readonly event: string;
  readonly finish: (finished: Finished) => void;
  initMs?: number;
}

interface Environment {
  readonly worker: Worker;
  timer: NodeJS.Timeout;
  running?: { readonly invocation: Invocation; readonly since: number };
}

/**
 * A function's execution environments: made when an invocation finds none idle, up to the cap; used again when idle;
 * each busy with one invocation at a time. Invocations beyond the cap wait their turn.
 */
export class EnvironmentPool {
  private readonly waiting: Invocation[] = [];
  private readonly idle: Environment[] = [];
  private readonly all = new Set<Environment>();
  private starting = 0;

  constructor(
    /** The compiled program of an environment. */
    private readonly program: string,
    private readonly settings: FunctionSettings,
  ) {}

  /** Runs the function once with the event (JSON text); never rejects. */
  invoke(id: string, event: string): Promise<Finished> {
    return new Promise((finish) => {
      this.waiting.push({ id, event, finish });
      this.assign();
    });
  }

  private assign(): void {
    while (this.waiting.length > 0) {
      const environment = this.idle.pop();
      if (environment === undefined) break;
      const invocation = this.waiting.shift();
      if (invocation !== undefined) this.run(environment, invocation);
    }
    const isWanted = this.waiting.length > this.starting && this.starting < STARTING;
    if (isWanted && this.all.size < this.settings.environments) this.open();
  }

  private open(): void {
    const since = performance.now();
    const { name, arn, code, handler, memoryMb, env, timeoutMs } = this.settings;
    const worker = new Worker(this.program, {
      env,
      workerData: { name, arn, code, handler, memoryMb },
      // Beyond its memory the thread is ended, as Lambda would end the function.
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const timer = setTimeout(() => {
      this.close(environment, {
        ok: false,
        errorType: 'Sandbox.Timedout',
        errorMessage: `Init timed out after ${INIT_MS + timeoutMs} ms`,
      });
    }, INIT_MS + timeoutMs);
    const environment: Environment = { worker, timer };
    this.all.add(environment);
    this.starting += 1;
    worker.on('message', (report: EnvironmentReport) => {
      this.hear(environment, report, since);
    });
    worker.on('error', (error: Error) => {
      this.close(environment, { ok: false, errorType: error.name, errorMessage: error.message });
    });
    worker.on('exit', (code) => {
      this.close(environment, {
        ok: false,
        errorType: 'Runtime.ExitError',
        errorMessage: `Runtime exited with code ${code}`,
      });
    });
  }

  private hear(environment: Environment, report: EnvironmentReport, since: number): void {
    if (report.type === 'failed') {
      this.close(environment, report.outcome);
      return;
    }
    clearTimeout(environment.timer);
    if (report.type === 'ready') {
      this.starting -= 1;
      const [first] = this.waiting;
      if (first !== undefined) first.initMs = performance.now() - since;
    } else {
      this.finish(environment, report.outcome);
    }
    this.idle.push(environment);
    this.assign();
  }

  private run(environment: Environment, invocation: Invocation): void {
    environment.running = { invocation, since: performance.now() };
    const { timeoutMs } = this.settings;
    environment.timer = setTimeout(() => {
      const seconds = (timeoutMs / 1000).toFixed(2);
      this.close(environment, {
        ok: false,
        errorType: 'Sandbox.Timedout',
        errorMessage: `Task timed out after ${seconds} seconds`,
      });
    }, timeoutMs);
    const order: EnvironmentOrder = { id: invocation.id, event: invocation.event, deadline: Date.now() + timeoutMs };
    environment.worker.postMessage(order);
  }

  private finish(environment: Environment, outcome: Outcome): void {
    const { running } = environment;
    if (running === undefined) return;
    delete environment.running;
    const { invocation, since } = running;
    invocation.finish({
      outcome,
      ms: performance.now() - since,
      ...(invocation.initMs === undefined ? {} : { initMs: invocation.initMs }),
    });
  }

  /** Ends an environment that failed; whatever it ran, or the one waiting for it, fails with the outcome. */
  private close(environment: Environment, outcome: Extract<Outcome, { ok: false }>): void {
    if (!this.all.delete(environment)) return;
    clearTimeout(environment.timer);
    const index = this.idle.indexOf(environment);
    if (index >= 0) this.idle.splice(index, 1);
    void environment.worker.terminate();
    if (environment.running === undefined && index < 0) {
      // It never got ready: the invocation it was made for is told why.
      this.starting -= 1;
      this.waiting.shift()?.finish({ outcome, ms: 0 });
    }
    this.finish(environment, outcome);
    this.assign();
  }
}
