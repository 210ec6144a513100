import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { JsonObject } from '../../core/contracts/json';

/** The parts of the official client that make requests. */
export type SdkPart =
  | 'TeamsApi'
  | 'ServicesApi'
  | 'EscalationPoliciesApi'
  | 'EventsApi'
  | 'IncidentsApi'
  | 'IntegrationsApi'
  | 'MembersApi'
  | 'SchedulesApi';

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly failure?: { readonly status: number | null; readonly message: string };
}

/** What a call ended with that was no success. */
export class SdkFailure extends Error {
  constructor(
    /** HTTP status; null when the client failed in itself. */
    readonly status: number | null,
    message: string,
  ) {
    super(message);
  }
}

/** npm's zenduty-sdk, unmodified, in a Node of its own with its base URL set. */
export class ZendutySdk {
  private readonly called = new Set<string>();
  private count = 0;

  private constructor(
    private readonly child: ChildProcess,
    /** Every method of the client, as `Part.method`. */
    private readonly methods: readonly string[],
  ) {
    // Each call listens for its own answer.
    child.setMaxListeners(50);
  }

  static async start(url: string, token: string): Promise<ZendutySdk> {
    const child = fork(join(__dirname, 'zenduty-sdk-host.cjs'), [url, token]);
    const [{ methods }] = (await once(child, 'message')) as [{ methods: readonly string[] }];
    return new ZendutySdk(child, methods);
  }

  /**
   * Calls a method and waits for what the server said, also where the method itself gives nothing back.
   * @throws SdkFailure when it was no success.
   */
  async call<T = JsonObject>(part: SdkPart, method: string, ...values: readonly unknown[]): Promise<T> {
    this.called.add(`${part}.${method}`);
    const id = (this.count += 1);
    const answered = this.answerTo(id);
    this.child.send({ id, part, method, values });
    const { value, failure } = await answered;
    if (failure !== undefined) throw new SdkFailure(failure.status, failure.message);
    return value as T;
  }

  /** Those of its methods that were not called yet. */
  uncalled(): readonly string[] {
    return this.methods.filter((name) => !this.called.has(name));
  }

  close(): void {
    this.child.disconnect();
  }

  private answerTo(id: number): Promise<Answer> {
    return new Promise((resolve) => {
      const listen = (answer: Answer): void => {
        if (answer.id !== id) return;
        this.child.off('message', listen);
        resolve(answer);
      };
      this.child.on('message', listen);
    });
  }
}
