import type { SQSRecord } from 'aws-lambda';
import type { Faults } from './faults';
import type { Random } from './random';

const SECOND = 1_000_000;
/** Seconds that a FIFO queue remembers which messages it got. */
const DEDUPLICATED = 300;

interface Queued {
  readonly id: string;
  readonly body: string;
  /** Null in a standard queue. */
  readonly group: string | null;
  visibleAt: number;
  receives: number;
  /** Those since nothing fails any more. */
  calmReceives: number;
  receipt: string | null;
}

/** A message that was received so often while nothing failed has no excuse for not being done. */
const CALM_RECEIVES = 5;

export interface QueueSettings {
  readonly name: string;
  readonly isFifo: boolean;
  /** Seconds that a received message is hidden. */
  readonly visibility: number;
  readonly maxReceives: number;
  /** Where messages go that were received too often; null: they stay. */
  readonly deadLetters: SimulatedQueue | null;
}

/** What a queue needs of the world. */
export interface QueueWorld {
  readonly now: () => number;
  readonly random: Random;
  readonly faults: Faults;
  readonly tell: (line: string) => void;
}

/** How a message is sent. */
export interface SendOptions {
  readonly group?: string;
  readonly deduplication?: string;
  readonly delaySeconds?: number;
}

/**
 * A queue as SQS promises it: at least once, a standard one in any order; in a FIFO one only the first message of a group
 * is handed out, and the others of it wait until that is deleted, even while it is hidden.
 */
export class SimulatedQueue {
  private readonly messages = new Map<string, Queued>();
  private readonly seen = new Map<string, number>();
  private count = 0;
  /** Bodies of messages that went to the dead-letter queue. */
  readonly buried: string[] = [];
  /** Those of them that nothing kept from being done. */
  readonly unexcused: string[] = [];
  /** For a look at what goes wrong without: groups are ignored. */
  keepsGroups = true;

  constructor(
    private readonly world: QueueWorld,
    readonly settings: QueueSettings,
  ) {}

  send(body: string, { group, deduplication, delaySeconds = 0 }: SendOptions = {}): void {
    const now = this.world.now();
    if (deduplication !== undefined) {
      const seen = this.seen.get(deduplication);
      if (seen !== undefined && now - seen < DEDUPLICATED * SECOND) return;
      this.seen.set(deduplication, now);
    }
    const id = `${this.settings.name}-${++this.count}`;
    const visibleAt = now + delaySeconds * SECOND;
    this.messages.set(id, { id, body, group: group ?? null, visibleAt, receives: 0, calmReceives: 0, receipt: null });
  }

  get size(): number {
    return this.messages.size;
  }

  /** When the next message can be received; null when there is none. */
  nextAt(): number | null {
    let next: number | null = null;
    for (const { visibleAt } of this.heads()) if (next === null || visibleAt < next) next = visibleAt;
    return next;
  }

  /** Up to so many messages in the form in which functions get them; may be none, as those received too often leave. */
  receive(limit: number): readonly SQSRecord[] {
    const { random, faults } = this.world;
    const visible = this.heads().filter(({ visibleAt }) => visibleAt <= this.world.now());
    const records: SQSRecord[] = [];
    const wanted = random.between(1, limit);
    while (records.length < wanted && visible.length > 0) {
      const [message] = visible.splice(random.below(visible.length), 1);
      if (message === undefined || this.bury(message)) continue;
      message.receives += 1;
      if (faults.isOver) message.calmReceives += 1;
      message.receipt = `${message.id}/${message.receives}`;
      // A standard queue sometimes hands a message out to two at once.
      const isTwice = faults.happens('duplicate') && !this.settings.isFifo;
      if (!isTwice) message.visibleAt = this.world.now() + this.settings.visibility * SECOND;
      records.push(recordOf(message));
    }
    return records;
  }

  /** Acknowledges. A FIFO queue takes no receipt that has lapsed. */
  delete(receipt: string): void {
    const message = this.messages.get(receipt.slice(0, receipt.lastIndexOf('/')));
    if (message === undefined) return;
    if (this.settings.isFifo && (message.receipt !== receipt || message.visibleAt <= this.world.now())) return;
    this.messages.delete(message.id);
  }

  /** Hides a message for so many seconds from now on, if it is still in flight with this receipt. */
  postpone(receipt: string, seconds: number): void {
    const message = this.messages.get(receipt.slice(0, receipt.lastIndexOf('/')));
    if (message?.receipt !== receipt || message.visibleAt <= this.world.now()) return;
    message.visibleAt = this.world.now() + Math.ceil(seconds) * SECOND;
  }

  /** What could be received, whether it is visible by now or not. */
  private heads(): Queued[] {
    if (!this.settings.isFifo || !this.keepsGroups) return [...this.messages.values()];
    const heads = new Map<string, Queued>();
    for (const message of this.messages.values())
      if (!heads.has(message.group ?? '')) heads.set(message.group ?? '', message);
    return [...heads.values()];
  }

  private bury(message: Queued): boolean {
    const { deadLetters, maxReceives } = this.settings;
    if (deadLetters === null || message.receives < maxReceives) return false;
    this.world.tell(`${message.id} is dead-lettered`);
    this.messages.delete(message.id);
    this.buried.push(message.body);
    if (message.calmReceives >= CALM_RECEIVES) this.unexcused.push(message.body);
    deadLetters.send(message.body, message.group === null ? {} : { group: message.group });
    return true;
  }
}

function recordOf({ id, body, group, receives, receipt }: Queued): SQSRecord {
  return {
    messageId: id,
    receiptHandle: receipt ?? '',
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: '0',
      SenderId: 'simulation',
      ApproximateFirstReceiveTimestamp: '0',
      ...(group !== null && { MessageGroupId: group }),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:simulation',
    awsRegion: 'us-east-1',
  };
}
