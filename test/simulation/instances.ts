import type { Clock } from '../../core/usecases/ports';
import type { Scheduler, Task } from './scheduler';

/** A running copy of a function: works on one call at a time and has a clock that is off by its own bit. */
export class Instance {
  task: Task | null = null;
  private last = 0;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly offset: number,
  ) {}

  /** Never goes back and never says the same twice. */
  readonly clock: Clock = () => {
    this.last = Math.max(this.scheduler.now + this.offset, this.last + 1);
    return this.last;
  };

  /** A port whose calls wait for their turn, and may be lost or cut off. */
  port<T extends object>(name: string, target: T): T {
    return new Proxy(target, {
      get: (port, method) => {
        const call: unknown = Reflect.get(port, method);
        if (typeof call !== 'function') return call;
        return (...args: unknown[]) =>
          this.scheduler.step(
            this.running,
            () => `${name}.${String(method)}(${describe(args)})`,
            (): unknown => Reflect.apply(call, port, args),
          );
      },
    });
  }

  /** Waits for so many milliseconds. */
  readonly pause = async (milliseconds: number): Promise<void> => {
    await this.scheduler.pause(this.running, milliseconds * 1_000);
  };

  /** The call that it works on. @throws while there is none */
  get running(): Task {
    if (this.task === null) throw new Error('A function calls a port while it does not run.');
    return this.task;
  }
}

/** The first argument in a few characters, for the story. */
function describe([first]: readonly unknown[]): string {
  if (typeof first === 'string') return first.slice(0, 80);
  return (first === undefined ? '' : JSON.stringify(first)).slice(0, 160);
}

/** How to call a copy of a function with an event. */
export type Handler<E, R> = (event: E) => Promise<R>;

/** The copies of one function: as many as may run at once, made when they are needed and gone when they are killed. */
export class Fleet<E, R> {
  private readonly idle: { readonly instance: Instance; readonly handler: Handler<E, R> }[] = [];
  private running = 0;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly settings: {
      readonly name: string;
      readonly most: number;
      readonly offset: () => number;
      readonly make: (instance: Instance) => Handler<E, R>;
    },
  ) {}

  get isFree(): boolean {
    return this.running < this.settings.most;
  }

  /** Calls a copy. `ended` gets what it gives; null when it was killed or threw. */
  call(event: E, ended: (result: R | null) => void): void {
    this.running += 1;
    const copy = this.idle.pop() ?? this.start();
    this.scheduler.run(
      this.settings.name,
      (task) => {
        copy.instance.task = task;
        return copy.handler(event);
      },
      (result) => {
        this.running -= 1;
        // One that was killed, or threw, is not used again.
        if (result !== null) this.idle.push(copy);
        ended(result);
      },
    );
  }

  private start(): { readonly instance: Instance; readonly handler: Handler<E, R> } {
    const instance = new Instance(this.scheduler, this.settings.offset());
    return { instance, handler: this.settings.make(instance) };
  }
}
