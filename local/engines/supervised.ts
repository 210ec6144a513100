import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../console-log';
import { reasonOf } from '../failure';

/** A process that has to run as long as the runner does. */
export interface ChildPlan {
  /** For people: `the table engine`. */
  readonly name: string;
  readonly spawn: () => ChildProcess;
  /** Resolves when the process can be used; rejects with the reason when it can't. */
  readonly untilReady: (child: ChildProcess) => Promise<void>;
  /** Called with each process that was started, before it is ready. */
  readonly onSpawn?: (child: ChildProcess) => void;
  /** Called when a process that had been ready ended without being asked to. */
  readonly onCrash?: () => void;
}

/** Waits between restarts: at once, then longer, so that a process that can't live doesn't eat the machine. */
const BACK_OFF_MS = [0, 250, 500, 1_000, 2_000, 5_000] as const;
/** A process that lived this long starts the waits over. */
const HEALTHY_MS = 30_000;
/** What a process gets between being asked to end and being made to. */
const GRACE_MS = 4_000;
const TAIL_CHARACTERS = 2_000;
/** Of those, in the line about an end. */
const LAST_WORDS = 200;

/** Starts a process, starts it again whenever it ends, and ends it when told. */
export class Supervised {
  private current: ChildProcess | undefined;
  private stopping = false;
  private failures = 0;

  constructor(
    private readonly plan: ChildPlan,
    private readonly log: Log,
  ) {}

  /** The process, while there is one. */
  get child(): ChildProcess | undefined {
    return this.current;
  }

  /** First start. Rejects with the process's own last words when it does not get ready. */
  async start(): Promise<void> {
    await this.launch();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const child = this.current;
    if (child === undefined || hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(timer);
  }

  private async launch(): Promise<void> {
    const child = this.plan.spawn();
    this.current = child;
    const tail = collectTail(child);
    const ended = endOf(child);
    this.plan.onSpawn?.(child);
    const end = await Promise.race([this.plan.untilReady(child), ended.then((how) => ({ how }))]);
    if (end !== undefined) {
      throw new Error(`${this.plan.name} did not start (${end.how}): ${tail() || 'it said nothing'}`);
    }
    const readyAt = Date.now();
    void ended.then((how) => {
      // What it said last explains an exit, not a kill.
      const said = child.signalCode === null ? tail() : '';
      this.restart(said === '' ? how : `${how}: ${said.slice(-LAST_WORDS)}`, readyAt, child.pid);
    });
  }

  private restart(how: string, readyAt: number, pid: number | undefined): void {
    if (this.stopping) return;
    if (Date.now() - readyAt > HEALTHY_MS) this.failures = 0;
    this.log.warn(`${this.plan.name} (process ${pid ?? '?'}) ended (${how}): starting it again`);
    this.plan.onCrash?.();
    void this.relaunch();
  }

  private async relaunch(): Promise<void> {
    const since = Date.now();
    while (!this.stopping) {
      await sleep(BACK_OFF_MS[Math.min(this.failures, BACK_OFF_MS.length - 1)]);
      this.failures += 1;
      if (this.isStopping()) return;
      try {
        await this.launch();
        this.log.info(`${this.plan.name} is back after ${Date.now() - since} ms`);
        return;
      } catch (error) {
        if (!this.isStopping()) this.log.warn(reasonOf(error));
      }
    }
  }

  /** Asked across awaits, where the compiler takes the field for unchanged. */
  private isStopping(): boolean {
    return this.stopping;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

/** Resolves with how the process ended, in words; never rejects. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(reasonOf(error));
    });
    child.once('exit', (code, signal) => {
      resolve(signal === null ? `exit code ${code ?? '?'}` : signal);
    });
  });
}

/** Keeps the end of what a process prints, for the message when it dies; also keeps its pipes drained. */
function collectTail(child: ChildProcess): () => string {
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString('utf8')).slice(-TAIL_CHARACTERS);
    });
  }
  return () => tail.trim().split('\n').slice(-4).join(' ').trim();
}
