import type { ChildProcess } from 'node:child_process';
import type { DataFolder } from './data-folder';
import { rememberProcesses } from './engines/orphans';
import type { QueueHostOrder } from './engines/queue-host-protocol';

/** After a failed write (a full disk) the file is tried again this much later. */
const RETRY_MS = 1_000;

/**
 * The processes this run has started, kept two ways so that none outlives a killed runner: in a file for the next
 * start, and with a guardian — a child that notices the runner's end and ends those that can't (Java).
 */
export class ProcessList {
  private readonly pids = new Set<number>();
  private readonly wards = new Set<number>();
  private guardian: ChildProcess | undefined;
  private retry: NodeJS.Timeout | undefined;

  constructor(private readonly folder: DataFolder) {}

  add(child: ChildProcess): void {
    const { pid } = child;
    if (pid === undefined) return;
    this.pids.add(pid);
    this.save();
    child.once('exit', () => {
      this.pids.delete(pid);
      this.wards.delete(pid);
    });
  }

  /** A process that does not notice the runner's end itself. */
  addWard(child: ChildProcess): void {
    if (child.pid === undefined) return;
    this.wards.add(child.pid);
    this.tellGuardian();
  }

  setGuardian(child: ChildProcess): void {
    this.guardian = child;
    this.tellGuardian();
  }

  /** A process that runs already must not be lost over its entry: until it is written, the guardian alone knows of it. */
  private save(): void {
    clearTimeout(this.retry);
    try {
      rememberProcesses(this.folder, [...this.pids]);
    } catch {
      this.retry = setTimeout(() => {
        this.save();
      }, RETRY_MS).unref();
    }
  }

  private tellGuardian(): void {
    const order: QueueHostOrder = { type: 'wards', pids: [...this.wards] };
    if (this.guardian?.connected === true) this.guardian.send(order, () => undefined);
  }
}
