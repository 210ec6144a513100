import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Log } from '../console-log';
import { Supervised } from '../engines/supervised';
import { asArray, asObject, parseJson } from '../json';
import { LogFile } from './log-file';
import { readLines } from './log-lines';
import type { Finished, FunctionSettings, HostOrder, HostReport } from './protocol';

export interface FunctionProcessOptions {
  readonly settings: FunctionSettings;
  /** For people and the log file's name. */
  readonly label: string;
  /** Folder of the compiled child programs. */
  readonly programs: string;
  readonly logFile: string;
  /** Root of the data folder, on the command line so that an orphan can be told. */
  readonly dataRoot: string;
  readonly log: Log;
  readonly onSpawn: (child: ChildProcess) => void;
  readonly onLogged: (bytes: number) => void;
  /** A line of its standard output. */
  readonly onLine: (line: string) => void;
}

/** An invocation that was handed to the process and has not been answered. */
interface Pending {
  readonly event: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly resolve: (finished: Finished) => void;
}

/** The runner's side of a function's process: invokes it, and starts it again when it ends. */
export class FunctionProcess {
  private readonly supervised: Supervised;
  private readonly pending = new Map<string, Pending>();
  private readonly usages = new Map<string, (cpuMs: number) => void>();
  /** Invocations that came while the process was down. */
  private readonly held: HostOrder[] = [];
  private ready = false;
  private readonly logFile: LogFile;

  constructor(private readonly options: FunctionProcessOptions) {
    this.logFile = new LogFile(options.logFile);
    this.supervised = new Supervised(
      {
        name: `the function ${options.label}`,
        spawn: () => this.spawn(),
        untilReady: (child) => this.configure(child),
        onSpawn: options.onSpawn,
        onCrash: () => {
          const lost = this.failPending();
          if (lost.length > 0) options.log.warn(`${options.label} was at work when it ended: ${describe(lost)}`);
        },
      },
      options.log,
    );
  }

  start(): Promise<void> {
    return this.supervised.start();
  }

  async stop(): Promise<void> {
    await this.supervised.stop();
    this.failPending();
    this.logFile.close();
  }

  /** Invokes the function with an event (JSON text); never rejects. */
  invoke(event: string): Promise<Finished> {
    return new Promise((resolve) => {
      const id = randomUUID();
      this.pending.set(id, { event, since: Date.now(), resolve });
      this.send({ type: 'invoke', id, event });
    });
  }

  /** CPU milliseconds of the present process since its start; 0 while there is none. */
  usage(): Promise<number> {
    if (!this.ready) return Promise.resolve(0);
    return new Promise((resolve) => {
      const id = randomUUID();
      this.usages.set(id, resolve);
      this.send({ type: 'usage', id });
    });
  }

  private spawn(): ChildProcess {
    const { programs, dataRoot, settings } = this.options;
    const child = spawn(process.execPath, [join(programs, 'host.js'), settings.name, dataRoot], {
      // Own process group: a Ctrl-C in the terminal is for the runner, which lets invocations end first.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      env: { ...settings.env },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.options.onLogged(chunk.length);
        this.logFile.write(chunk);
      });
    }
    child.stdout?.on('data', readLines(this.options.onLine));
    return child;
  }

  private configure(child: ChildProcess): Promise<void> {
    return new Promise((resolve) => {
      child.on('message', (report: HostReport) => {
        if (report.type === 'ready') {
          this.ready = true;
          resolve();
          for (const order of this.held.splice(0)) this.send(order);
        } else this.hear(report);
      });
      child.send({ type: 'configure', settings: this.options.settings } satisfies HostOrder);
    });
  }

  private hear(report: Exclude<HostReport, { type: 'ready' }>): void {
    if (report.type === 'finished') {
      this.pending.get(report.id)?.resolve(report.finished);
      this.pending.delete(report.id);
    } else {
      this.usages.get(report.id)?.(report.cpuMs);
      this.usages.delete(report.id);
    }
  }

  private send(order: HostOrder): void {
    const child = this.supervised.child;
    if (!this.ready || child?.connected !== true) {
      this.held.push(order);
      return;
    }
    // A process that ended a moment ago fails its invocations in onCrash; the error of the channel adds nothing.
    child.send(order, () => undefined);
  }

  /** The process is gone, and whatever it ran with it: as when Lambda loses a sandbox. Answers with what it ran. */
  private failPending(): readonly Pending[] {
    this.ready = false;
    const held = new Set(this.held.map((order) => (order.type === 'invoke' ? order.id : '')));
    const lost = [...this.pending].filter(([id]) => !held.has(id));
    for (const [id, { resolve }] of lost) {
      this.pending.delete(id);
      resolve({
        outcome: { ok: false, errorType: 'Runtime.ExitError', errorMessage: 'the process of the function ended' },
        ms: 0,
      });
    }
    for (const resolve of this.usages.values()) resolve(0);
    this.usages.clear();
    return lost.map(([, invocation]) => invocation);
  }
}

/** How much it ran, and from when to when (UTC) that was handed to it; an HTTP request is one record. */
function describe(lost: readonly Pending[]): string {
  const records = lost.reduce((sum, { event }) => sum + countRecords(event), 0);
  const times = lost.map(({ since }) => since);
  const [first, last] = [Math.min(...times), Math.max(...times)].map((time) => new Date(time).toISOString());
  return `${records} record(s) in ${lost.length} invocation(s), begun from ${first ?? ''} to ${last ?? ''}`;
}

function countRecords(event: string): number {
  const { Records } = asObject(parseJson(event));
  return Records === undefined ? 1 : asArray(Records).length;
}
