import type { ChildProcess } from 'node:child_process';
import type { DataFolder } from './data-folder';
import { rememberProcesses } from './engines/orphans';
import type { QueueHostOrder } from './engines/queue-host-protocol';

/**
 * The processes this run has started, kept two ways so that none outlives a killed runner: in a file for the next
 * start, and with a guardian — a child that notices the runner's end and ends those that can't (Java).
 */
export class ProcessList {
  private readonly pids = new Set<number>();
  private readonly wards = new Set<number>();
  private guardian: ChildProcess | undefined;

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

  private save(): void {
    rememberProcesses(this.folder, [...this.pids]);
  }

  private tellGuardian(): void {
    const order: QueueHostOrder = { type: 'wards', pids: [...this.wards] };
    if (this.guardian?.connected === true) this.guardian.send(order, () => undefined);
  }
}
