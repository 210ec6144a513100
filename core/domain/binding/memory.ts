import type { EntityMemory, Micros } from '../../contracts/incident';
import type { OperationKind } from './operation';

/**
 * What an entity must remember so that the arrival order of its alerts does not matter (DESIGN §3, I4).
 *
 * Taken in accept-time order, an entity is open when a trigger came after (or with) the newest resolve, and it is
 * acknowledged when the newest acknowledge came after (or with) the first such trigger. Both can be said at any time of
 * four facts: the newest resolve, the newest acknowledge, the newest withdrawal of acknowledges, and the triggers since
 * the newest resolve. The triggers are kept, not only the first and the last of them, because a resolve that arrives
 * late may fall between them.
 *
 * They are bounded, as the item has to stay small. Beyond the bound the second oldest is forgotten: open or resolved
 * stays exact (the newest trigger is never forgotten), and only when more than {@link MAX_TRIGGERS} triggers are followed
 * by a resolve that is older than some of them can an acknowledged incident be taken for a triggered one — the side on
 * which somebody is told once too often.
 */
export const MAX_TRIGGERS = 16;

export const EMPTY_MEMORY: EntityMemory = {
  resolved_at: 0,
  acknowledged_at: 0,
  unacknowledged_at: 0,
  triggers: [],
};

/** What is remembered of an operation: of an alert's, or of a change that no alert asked for. */
export interface Remembered {
  readonly kind: OperationKind | 'unacknowledge';
  readonly at: Micros;
}

/** The memory after one more operation. Idempotent and, up to the bound, independent of the order of operations. */
export function remember(memory: EntityMemory, { kind, at }: Remembered): EntityMemory {
  switch (kind) {
    case 'append':
      return memory;
    case 'trigger':
      return at < memory.resolved_at ? memory : { ...memory, triggers: insert(memory.triggers, at) };
    case 'acknowledge':
      return { ...memory, acknowledged_at: Math.max(memory.acknowledged_at, at) };
    case 'unacknowledge':
      return { ...memory, unacknowledged_at: Math.max(memory.unacknowledged_at, at) };
    case 'resolve': {
      const resolved_at = Math.max(memory.resolved_at, at);
      return { ...memory, resolved_at, triggers: memory.triggers.filter((trigger) => trigger >= resolved_at) };
    }
  }
}

/** The state that the operations remembered so far leave the entity in. */
export function stateOf(memory: EntityMemory): 'resolved' | 'triggered' | 'acknowledged' {
  const first = memory.triggers[0];
  if (first === undefined) return 'resolved';
  const counts = memory.acknowledged_at > memory.unacknowledged_at && memory.acknowledged_at >= first;
  return counts ? 'acknowledged' : 'triggered';
}

/** Whether two memories are the same. */
export function sameMemory(a: EntityMemory, b: EntityMemory): boolean {
  return (
    a.resolved_at === b.resolved_at &&
    a.acknowledged_at === b.acknowledged_at &&
    a.unacknowledged_at === b.unacknowledged_at &&
    a.triggers.length === b.triggers.length &&
    a.triggers.every((trigger, index) => trigger === b.triggers[index])
  );
}

function insert(triggers: readonly Micros[], at: Micros): readonly Micros[] {
  if (triggers.includes(at)) return triggers;
  const sorted = [...triggers, at].sort((a, b) => a - b);
  return sorted.length > MAX_TRIGGERS ? [...sorted.slice(0, 1), ...sorted.slice(2)] : sorted;
}
