import type { Task } from './scheduler';

/** Which runs of functions had what in their hands: an alert by its trace id, a write by the head that it left. */
export class Runs {
  private readonly known = new Map<unknown, Task[]>();

  note(subject: unknown, task: Task): void {
    const runs = this.known.get(subject) ?? [];
    if (!runs.includes(task)) this.known.set(subject, [...runs, task]);
  }

  of(subject: unknown): readonly Task[] {
    return this.known.get(subject) ?? [];
  }
}
