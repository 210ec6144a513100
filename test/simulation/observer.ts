import type { AcceptedAlert } from '../../core/contracts/alert';
import { STATUS, type Incident } from '../../core/contracts/incident';
import type { Key } from '../../core/contracts/keys';
import { KEYS } from '../../core/contracts/keys';
import type { StoredAlert } from '../../core/contracts/outcome';
import type { IntakeKeyEntry } from '../../core/contracts/routing';
import type { Acceptance, Intake } from '../../core/usecases/accept-alert';
import type { HeadWrite, MemoryEntities } from '../support/fakes/memory-entities';
import type { CountedChange } from './counted-change';
import { demand } from './demand';
import type { Task } from './scheduler';
import { timerMayWrite } from './timer-grounds';

/** Microseconds that a cache may be behind, with some room for the clock that ticks while it is looked at. */
export const STALENESS = 5_100_000;

/** Who wrote a head. */
export type Writer = 'process' | 'timer' | 'api';

/** What an observer can look at. */
export interface Table {
  readonly entities: MemoryEntities;
  readonly alerts: ReadonlyMap<string, StoredAlert>;
  /** What an item of the configuration was in a stretch of time. */
  readonly versions: (key: Key, from: number, to: number) => readonly (object | null)[];
}

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

  constructor(private readonly table: Table) {}

  sent(message: string): void {
    const accepted = JSON.parse(message) as AcceptedAlert;
    this.queued.set(accepted.trace_id, accepted);
  }

  /** A monitor was answered: 200 only with the alert in the queue (I1), 404 only where nothing may have been there. */
  acceptedOrNot({ integrationKey }: Intake, result: Acceptance, { startedAt }: Task): void {
    if (result.result === 'accepted' && !this.queued.has(result.traceId))
      this.broken ??= `I1: ${result.traceId} was answered 200 and is not in the queue.`;
    const known = this.table.versions(KEYS.integrationKey(integrationKey), startedAt - STALENESS, Infinity);
    const isOn = known.map((entry) => (entry as IntakeKeyEntry | null)?.is_enabled === true);
    if (result.result === 'not_found' && isOn.every(Boolean))
      this.broken ??= `I1: a post to ${integrationKey} was answered 404.`;
    if (result.result === 'accepted' && !isOn.some(Boolean))
      this.broken ??= `I8: a post to ${integrationKey} was taken, which was gone or disabled.`;
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

  /** Something that must not be was seen by somebody else. */
  sees(violation: string): void {
    this.broken ??= violation;
  }

  private lookAt(write: HeadWrite): void {
    this.writes.push(write);
    const { before, after } = write;
    const [old, now] = [before?.incident ?? null, after.incident];
    if (now === null) return;
    if (old?.ordinal === now.ordinal) goesOn(old, now);
    else this.opens(old, now);
    const isWrong = this.writer === 'timer' && !timerMayWrite(this.table, write, this.now);
    demand(!isWrong, () => `A timer changed incident ${now.number} of ${now.entity_id} too early.`);
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
