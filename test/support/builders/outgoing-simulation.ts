import { groupOf } from '../../../adapters/sqs/deliveries-queue';
import type { DeliveryMessage, ReleaseMessage } from '../../../core/contracts/delivery';
import type { Integration } from '../../../core/contracts/resources';
import { reviveEndpoint } from '../../../core/usecases/api/revive-endpoint';
import { deliver, type DeliverOutcome } from '../../../core/usecases/deliver';
import { releaseBacklog } from '../../../core/usecases/release-backlog';
import { OutgoingWorld } from './outgoing-world';

interface Queued {
  readonly message: DeliveryMessage | ReleaseMessage;
  visibleAt: number;
  receives: number;
}

/** What became of one receive of a delivery's message. */
export interface Worked {
  readonly id: string;
  readonly integration: string;
  readonly at: number;
  readonly outcome: DeliverOutcome;
}

const SECOND = 1_000_000;

/**
 * The deliveries queue and deliver in a time that a test moves: groups in order, one message of each at a time, hidden ones
 * until they are due. While a release waits, the other groups go on. `crashAfter` decides, when a message is worked
 * off, whether its worker dies before it is acknowledged.
 */
export class OutgoingSimulation extends OutgoingWorld {
  readonly worked: Worked[] = [];
  /** Most receives that one message had. */
  mostReceives = 0;
  crashAfter: () => boolean = () => false;
  private readonly groups = new Map<string, Queued[]>();

  /** Works until nothing is due before that time (microseconds), or nothing is left. */
  async workUntil(end: number): Promise<void> {
    for (let turn = 0; await this.workNext(end, null); turn++)
      if (turn > 200_000) throw new Error('The queue never becomes quiet.');
    this.now = Math.max(this.now, end === Infinity ? this.now : end);
  }

  /** Messages in the queue, waiting ones included. */
  get queued(): number {
    return [...this.groups.values()].reduce((sum, group) => sum + group.length, 0);
  }

  /** What the api does when somebody enables the integration. */
  async enable({ service, id }: Pick<Integration, 'service' | 'id'>): Promise<void> {
    const { healths, queue: deliveriesQueue } = this;
    const found = await this.resources.integration(service, id);
    if (found === null) throw new Error('There is no such integration.');
    await reviveEndpoint({ healths, deliveriesQueue, clock: () => this.now }, found);
    const enabled = { ...found, is_enabled: true };
    delete enabled.disabled_by;
    await this.resources.put('integration', enabled);
  }

  /** Takes in what was sent. The queue's own deduplication is left out: without it all must still be right. */
  private takeIn(): void {
    for (const message of this.queue.messages.splice(0)) this.put(groupOf(message), message);
    for (const message of this.queue.releases.splice(0)) this.put(`release ${message.integration}`, message);
  }

  private put(group: string, message: DeliveryMessage | ReleaseMessage): void {
    const queued = this.groups.get(group) ?? [];
    queued.push({ message, visibleAt: this.now, receives: 0 });
    this.groups.set(group, queued);
  }

  /** The group whose first message is due first; null when none is before the end. */
  private nextGroup(end: number, except: string | null): string | null {
    this.takeIn();
    let next: string | null = null;
    let least = end;
    for (const [group, [head]] of this.groups) {
      if (head === undefined || group === except || head.visibleAt > least) continue;
      if (next !== null && head.visibleAt === least) continue;
      [next, least] = [group, head.visibleAt];
    }
    return next;
  }

  private async workNext(end: number, except: string | null): Promise<boolean> {
    const name = this.nextGroup(end, except);
    const group = name === null ? undefined : this.groups.get(name);
    const head = group?.[0];
    if (name === null || group === undefined || head === undefined) return false;
    this.now = Math.max(this.now, head.visibleAt);
    head.receives += 1;
    this.mostReceives = Math.max(this.mostReceives, head.receives);
    const after =
      'kind' in head.message ? await this.release(name, head.message, head.receives) : await this.try(head.message);
    if (after === null && !this.crashAfter()) group.shift();
    else head.visibleAt = this.now + Math.ceil((after ?? 1) * SECOND);
    return true;
  }

  private async try(message: DeliveryMessage): Promise<number | null> {
    const outcome = await deliver(this.deliverDeps, message);
    this.worked.push({ id: message.id, integration: message.integration, at: this.now, outcome });
    return outcome.result === 'retry' ? outcome.after_seconds : null;
  }

  private async release(group: string, message: ReleaseMessage, receives: number): Promise<number | null> {
    const pause = async (milliseconds: number): Promise<void> => {
      const until = this.now + milliseconds * 1_000;
      while (await this.workNext(until, group));
      this.now = Math.max(this.now, until);
    };
    const outcome = await releaseBacklog({ ...this.releaseDeps, pause }, message, receives);
    if (outcome.result === 'ended') return null;
    if (receives < 50) return outcome.after_seconds;
    // As the handler does: it goes on as another message.
    await this.queue.askToRelease({ ...message, nonce: String(this.now) });
    return null;
  }
}
