import type { TraceId } from '../../contracts/alert';
import { STATUS, type EntityHead, type EntityMemory, type Incident } from '../../contracts/incident';
import { follow, withTransition, type Followed } from './follow';
import { EMPTY_MEMORY, remember, sameMemory } from './memory';
import { compareOperations, type Operation } from './operation';

/** How one alert was bound, with the reason in a sentence. */
export interface Binding {
  readonly trace_id: TraceId;
  /** Ordinal of the incident it belongs to; null when it belongs to none. */
  readonly ordinal: number | null;
  readonly created: boolean;
  readonly reason: string;
}

/**
 * What one write of the entity's head does. When `opens`, the head's incident still lacks its number and unique id.
 * `archive` is the resolved incident that has to be kept elsewhere before the head is written. `rest` are operations
 * that belong to a next incident: one write never spans two, so that each incident's transitions reach the stream.
 */
export interface Decision {
  readonly head: EntityHead;
  readonly changed: boolean;
  readonly transitioned: boolean;
  readonly opens: boolean;
  readonly archive: Incident | null;
  readonly bindings: readonly Binding[];
  readonly rest: readonly Operation[];
}

/** The head of an entity that was never heard of. */
export function newHead(account: string, integration: string, entityId: string): EntityHead {
  return {
    account,
    integration,
    entity_id: entityId,
    version: 0,
    memory: EMPTY_MEMORY,
    incident: null,
    recent_alerts: [],
    alert_pages: 0,
  };
}

/**
 * Binds operations to the incidents of one entity (contract §2.1): folds as many as one write can take. Pure: the same
 * head and operations give the same decision, and operations that were bound before change nothing.
 */
export function bind(head: EntityHead, operations: readonly Operation[]): Decision {
  const fold = new Fold(head);
  const sorted = [...operations].sort(compareOperations);
  const end = sorted.findIndex((operation) => !fold.take(operation));
  return fold.decide(end === -1 ? [] : sorted.slice(end));
}

/** The state of one folding; lives within one call of {@link bind}. */
class Fold {
  private memory: EntityMemory;
  private incident: Incident | null;
  private alerts: readonly TraceId[];
  private pages: number;
  private archive: Incident | null = null;
  private opens = false;
  private readonly bindings: Binding[] = [];
  private readonly transitions: Incident['transitions'][number][] = [];

  constructor(private readonly before: EntityHead) {
    this.memory = before.memory;
    this.incident = before.incident;
    this.alerts = before.recent_alerts;
    this.pages = before.alert_pages;
  }

  /** Takes one operation; false when it opens an incident that this write has no room for. */
  take(operation: Operation): boolean {
    const wasOpen = this.isOpen();
    const memory = remember(this.memory, operation);
    const late = operation.kind === 'trigger' && operation.at < memory.resolved_at;
    const opensNow = operation.kind === 'trigger' && !wasOpen && (!late || this.incident === null);
    if (opensNow && this.incident !== null && this.touched()) return false;

    this.memory = memory;
    if (opensNow) this.open(operation);
    this.follow(operation);
    this.bindings.push(this.binding(operation, wasOpen, opensNow, late));
    return true;
  }

  decide(rest: readonly Operation[]): Decision {
    const { before } = this;
    const transitioned = this.transitions.length > 0;
    const incident =
      this.incident && transitioned ? { ...this.incident, transitions: this.transitions } : this.incident;
    const changed = this.touched();
    return {
      head: {
        ...before,
        version: changed ? before.version + 1 : before.version,
        memory: this.memory,
        incident,
        recent_alerts: this.alerts,
        alert_pages: this.pages,
      },
      changed,
      transitioned,
      opens: this.opens,
      archive: this.archive,
      bindings: this.bindings,
      rest,
    };
  }

  private isOpen(): boolean {
    return this.incident !== null && this.incident.status !== STATUS.resolved;
  }

  /** Whether this write differs from what is stored. */
  private touched(): boolean {
    const { before } = this;
    return (
      this.incident !== before.incident ||
      this.alerts !== before.recent_alerts ||
      !sameMemory(this.memory, before.memory)
    );
  }

  private open(operation: Operation): void {
    this.archive = this.incident;
    this.opens = true;
    this.alerts = [];
    this.pages = 0;
    const incident: Incident = {
      ...operation.opening,
      integration: this.before.integration,
      entity_id: this.before.entity_id,
      ordinal: (this.incident?.ordinal ?? 0) + 1,
      number: 0,
      unique_id: '',
      status: STATUS.triggered,
      opened_by: operation.trace_id,
      created_at: operation.at,
      acknowledged_at: null,
      resolved_at: null,
      sequence: 0,
      transitions: [],
    };
    this.advance(withTransition(incident, 'triggered', operation.at));
  }

  /** Brings the open incident to the state that the memory says. */
  private follow(operation: Operation): void {
    const followed = this.incident && follow(this.incident, this.memory, operation.at);
    if (followed) this.advance(followed);
  }

  private advance({ incident, transition }: Followed): void {
    this.incident = incident;
    this.transitions.push(transition);
  }

  private binding(operation: Operation, wasOpen: boolean, opensNow: boolean, late: boolean): Binding {
    const { trace_id } = operation;
    const incident = this.incident;
    // A redelivered alert whose effect is stored already says what it said the first time.
    const known = incident !== null && this.alerts.includes(trace_id);
    if (incident === null || !(wasOpen || opensNow || late || known)) {
      return { trace_id, ordinal: null, created: false, reason: `No open incident to ${verb(operation)}.` };
    }
    if (!known) this.alerts = [...this.alerts, trace_id];
    const created = incident.opened_by === trace_id;
    return { trace_id, ordinal: incident.ordinal, created, reason: reasonOf(operation, created, late) };
  }
}

function verb(operation: Operation): string {
  return operation.kind === 'append' ? 'join' : operation.kind;
}

function reasonOf(operation: Operation, created: boolean, late: boolean): string {
  if (created) return late ? 'Opened an incident that was already resolved by a newer alert.' : 'Opened an incident.';
  if (late) return 'Joined the incident: a newer alert has resolved it since.';
  if (operation.collated === true) return 'Joined the incident that its service collates alerts into.';
  switch (operation.kind) {
    case 'trigger':
    case 'append':
      return 'Joined the open incident of its entity id.';
    case 'acknowledge':
      return 'Acknowledged the open incident of its entity id.';
    case 'resolve':
      return 'Resolved the open incident of its entity id, unless a newer alert keeps it open.';
  }
}
