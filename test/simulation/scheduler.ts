import type { Fate, Faults } from './faults';
import type { Random } from './random';

/** Microseconds. */
const SECOND = 1_000_000;

/** One run of a function: what it does between two calls of ports happens at once, each call waits for its turn. */
export interface Task {
  readonly id: number;
  readonly name: string;
  readonly startedAt: number;
  /** Null while it runs. */
  endedAt: number | null;
  isDead: boolean;
}

/** A call of a port that waits for its turn, or a pause that waits for its time. */
interface Step {
  readonly task: Task;
  /** For the story. */
  readonly label: () => string;
  readonly due: number;
  readonly effect: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  /** The pause of a function is no call: nothing can be lost. */
  readonly isPause: boolean;
}

/** Something that begins work when its turn comes: a poller, a monitor that posts, a person. */
export interface Source {
  /** The earliest time at which it has something to do; null while it has nothing. */
  nextAt(): number | null;
  /** Begins one piece of work that is due. */
  start(): void;
}

/**
 * Runs functions, queues and people on one thread in a time of its own. Each turn picks, by the seed, one of what could
 * happen next: one call of one function, or a source that begins something; then everything runs until it waits again.
 */
export class Scheduler {
  now: number;
  turns = 0;
  /** What happened, a line each; only kept when asked for. */
  readonly story: string[] = [];
  private parked: Step[] = [];
  private readonly sources: Source[] = [];
  private readonly ends = new Map<number, (result: unknown) => void>();
  private tasks = 0;

  constructor(
    private readonly random: Random,
    private readonly faults: Faults,
    private readonly options: { readonly start: number; readonly tells: boolean; readonly afterEffect: () => void },
  ) {
    this.now = options.start;
  }

  add(source: Source): void {
    this.sources.push(source);
  }

  tell(line: string): void {
    if (!this.options.tells) return;
    const seconds = ((this.now - this.options.start) / SECOND).toFixed(3).padStart(10);
    this.story.push(`${seconds}  ${line}`);
  }

  /** Begins a task. `ended` gets what it gives; null when it was killed or threw. */
  run<T>(name: string, work: (task: Task) => Promise<T>, ended: (result: T | null) => void): void {
    const id = ++this.tasks;
    const task: Task = { id, name: `${name}/${id}`, startedAt: this.now, endedAt: null, isDead: false };
    this.ends.set(task.id, ended as (result: unknown) => void);
    this.tell(`${task.name} begins`);
    work(task).then(
      (result) => {
        this.end(task, result);
      },
      (error: unknown) => {
        this.tell(`${task.name} throws ${String(error)}`);
        this.end(task, null);
      },
    );
  }

  /** One call of a port: waits for its turn, and may be lost or cut off. */
  step(task: Task, label: () => string, effect: () => unknown): Promise<unknown> {
    return this.park(task, { label, effect, due: 0, isPause: false });
  }

  /** A function waits for so many microseconds. */
  pause(task: Task, micros: number): Promise<unknown> {
    const effect = (): undefined => undefined;
    return this.park(task, { label: () => 'pause', effect, due: this.now + micros, isPause: true });
  }

  /** Lets things happen until nothing is left to do, or until `isEnough`. @throws after `limit` turns */
  async runUntil(isEnough: () => boolean, limit: number): Promise<void> {
    await settled();
    for (const end = this.turns + limit; !isEnough(); this.turns++) {
      if (this.turns >= end) throw new Error('It never becomes quiet.');
      if (!this.turn()) return;
      await settled();
    }
  }

  /** One turn; false when nothing is left to do. */
  private turn(): boolean {
    this.now += this.random.below(5_000);
    if (this.faults.happens('stall')) {
      this.now += this.random.between(60, 400) * SECOND;
      this.tell('everything stalls for minutes');
    }
    const due = this.sources.filter((source) => isDue(source.nextAt(), this.now));
    const ready = this.parked.filter(({ due: at }) => at <= this.now);
    if (due.length + ready.length === 0) return this.leap();
    const choice = this.random.below(due.length + ready.length);
    const source = due[choice];
    if (source !== undefined) source.start();
    else this.take(ready[choice - due.length]);
    return true;
  }

  /** Goes on to the next time at which something can happen. */
  private leap(): boolean {
    const times = [...this.sources.map((source) => source.nextAt()), ...this.parked.map(({ due }) => due)];
    const next = Math.min(...times.filter((time) => time !== null));
    if (next === Infinity) return false;
    this.now = Math.max(this.now, next);
    return true;
  }

  private take(step: Step | undefined): void {
    if (step === undefined) throw new Error('There is no such step.');
    this.parked.splice(this.parked.indexOf(step), 1);
    const fate = step.isPause || step.task.isDead ? 'goes well' : this.faults.fate();
    if (!step.isPause && this.options.tells) {
      const how = fate === 'goes well' ? '' : `: ${fate}`;
      this.tell(`${step.task.name} ${step.label()}${how}`);
    }
    this.meet(step, fate);
    this.options.afterEffect();
  }

  private meet(step: Step, fate: Fate): void {
    switch (fate) {
      case 'goes well':
        step.resolve(take(step));
        return;
      case 'repeated':
        void take(step);
        step.resolve(take(step));
        return;
      case 'lost after':
        void take(step);
        step.reject(new Error('The answer was lost.'));
        return;
      case 'lost before':
        step.reject(new Error('Throttled.'));
        return;
      case 'killed after':
        void take(step);
        this.kill(step.task);
        return;
      case 'killed before':
        this.kill(step.task);
    }
  }

  /** A killed function goes on no further; what it had sent already may still arrive. */
  private kill(task: Task): void {
    this.parked = this.parked.filter((step) => step.task !== task || (!step.isPause && this.random.chance(0.5)));
    task.isDead = true;
    this.end(task, null);
  }

  private end(task: Task, result: unknown): void {
    const ended = this.ends.get(task.id);
    this.ends.delete(task.id);
    if (ended === undefined) return;
    task.endedAt = this.now;
    this.tell(`${task.name} ${task.isDead ? 'is dead' : 'ends'}`);
    ended(result);
  }

  private park(task: Task, step: Omit<Step, 'task' | 'resolve' | 'reject'>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      // What a dead function still had in mind never happens.
      if (!task.isDead) this.parked.push({ ...step, task, resolve, reject });
    });
  }
}

/** Has a step take effect. Nobody may be there to hear of an error. */
function take({ effect }: Step): Promise<unknown> {
  const taken = new Promise((resolve) => {
    resolve(effect());
  });
  taken.catch(() => undefined);
  return taken;
}

function isDue(time: number | null, now: number): boolean {
  return time !== null && time <= now;
}

/** Resolves when everything that runs waits for a step again: all microtasks come before it. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
