import type { AcceptedAlert } from '../../core/contracts/alert';
import { STATUS, type Incident } from '../../core/contracts/incident';
import type { StoredAlert } from '../../core/contracts/outcome';
import type { HeadWrite, MemoryEntities } from '../support/fakes/memory-entities';
import type { Plan } from './plan';

const SECOND = 1_000_000;

/** A promise that did not hold. */
export class Violation extends Error {}

export function demand(holds: boolean, sentence: () => string): asserts holds {
  if (!holds) throw new Violation(sentence());
}

/** A change of status that did not come from an alert, and counted. */
export interface CountedChange {
  readonly integration: string;
  readonly entity_id: string;
  readonly kind: 'acknowledge' | 'resolve' | 'unacknowledge';
  readonly at: number;
}

/** What a timer asked for, by what its write added to the entity's memory. */
export function changeOf({ before, after }: HeadWrite): Pick<CountedChange, 'kind' | 'at'> {
  const { resolved_at, unacknowledged_at } = after.memory;
  return resolved_at > (before?.memory.resolved_at ?? 0)
    ? { kind: 'resolve', at: resolved_at }
    : { kind: 'unacknowledge', at: unacknowledged_at };
}

/** Who wrote a head. */
export type Writer = 'process' | 'timer' | 'api';

/**
 * Watches a deployment from outside: what went into its queues and what changed in its table, and says at once when a
 * promise is broken that has to hold at every step.
 */
export class Observer {
  /** Every alert that got into the alerts queue, by trace id. */
  readonly queued = new Map<string, AcceptedAlert>();
  readonly counted: CountedChange[] = [];
  readonly writes: HeadWrite[] = [];
  private readonly outcomes = new Map<string, string>();
  private readonly numbers = new Map<number, string>();
  private writer: Writer = 'process';
  private now = 0;
  private looked = 0;
  private broken: string | null = null;

  constructor(
    private readonly plan: Plan,
    private readonly table: { readonly entities: MemoryEntities; readonly alerts: ReadonlyMap<string, StoredAlert> },
  ) {}

  sent(message: string): void {
    const accepted = JSON.parse(message) as AcceptedAlert;
    this.queued.set(accepted.trace_id, accepted);
  }

  /** A monitor was answered 200 (I1). */
  answered(traceId: string): void {
    if (!this.queued.has(traceId)) this.broken ??= `I1: ${traceId} was answered 200 and is not in the queue.`;
  }

  /** Who is about to write a head. */
  willWrite(writer: Writer, now: number): void {
    [this.writer, this.now] = [writer, now];
  }

  /** Somebody's change was written. */
  counts(change: CountedChange): void {
    this.counted.push(change);
  }

  /** After each step. */
  look(): void {
    demand(this.broken === null, () => this.broken ?? '');
    const { stream } = this.table.entities;
    for (const write of stream.slice(this.looked)) this.lookAt(write);
    this.looked = stream.length;
  }

  /** An outcome is written once and stays (I2). */
  stored(alert: StoredAlert): void {
    const text = JSON.stringify(alert.outcome);
    const known = this.outcomes.get(alert.trace_id) ?? text;
    // Said at the end of the step: here the product would take it for a failure of the table.
    if (known !== text) this.broken ??= `I2: ${alert.trace_id} ended as ${known} and then as ${text}.`;
    this.outcomes.set(alert.trace_id, text);
  }

  private lookAt(write: HeadWrite): void {
    this.writes.push(write);
    const { before, after } = write;
    const [old, now] = [before?.incident ?? null, after.incident];
    if (now === null) return;
    if (old?.ordinal === now.ordinal) goesOn(old, now);
    else this.opens(old, now);
    if (this.writer === 'timer') this.isAsked(write, old, now);
    this.writer = 'process';
  }

  private opens(old: Incident | null, now: Incident): void {
    const { ordinal, number, unique_id, sequence } = now;
    demand(
      old === null || old.status === STATUS.resolved,
      () => `I3: incident ${number} was opened while ${old?.number} of the same entity was open.`,
    );
    demand(ordinal === (old?.ordinal ?? 0) + 1, () => `I3: incident ${number} is ordinal ${ordinal} of its entity.`);
    demand(!this.numbers.has(number), () => `I6: number ${number} was given twice.`);
    demand(number > (old?.number ?? 0), () => `I6: number ${number} follows ${old?.number}.`);
    this.numbers.set(number, unique_id);
    demand(sequence === now.transitions.length, () => `I5: incident ${number} opens with a gap in its transitions.`);
  }

  /** A timer changes only what has been so for as long as the service says. */
  private isAsked(write: HeadWrite, old: Incident | null, now: Incident): void {
    if (old === null || old.status === now.status) return;
    // One that resolves may leave the incident triggered, if an alert has triggered it since.
    const resolves = changeOf(write).kind === 'resolve';
    const since = resolves ? old.created_at : (old.acknowledged_at ?? 0);
    const seconds = resolves ? this.plan.autoResolve : this.plan.acknowledgementTimeout;
    // Clocks are off by a second at most.
    const isDue = since + (seconds - 1) * SECOND <= this.now;
    demand(seconds > 0 && isDue, () => `A timer changed incident ${now.number} of ${now.entity_id} too early.`);
  }
}

/** The transitions of one incident are numbered without a gap, and resolved is final. */
function goesOn(old: Incident, now: Incident): void {
  const { number, sequence, status, unique_id } = now;
  demand(number === old.number && unique_id === old.unique_id, () => `I6: incident ${old.number} became ${number}.`);
  demand(old.status !== STATUS.resolved || status === old.status, () => `I3: incident ${number} came back.`);
  const made = sequence - old.sequence;
  demand(made >= 0, () => `I5: incident ${number} went back from transition ${old.sequence} to ${sequence}.`);
  demand(made > 0 || status === old.status, () => `I5: incident ${number} changed its status without a transition.`);
  const kept = now.transitions.filter((transition) => transition.sequence > old.sequence);
  const isWhole = kept.length === made && kept.every((each, index) => each.sequence === old.sequence + index + 1);
  demand(isWhole, () => `I5: incident ${number} has a gap in its transitions.`);
}
