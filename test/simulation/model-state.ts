import type { CountedChange } from './counted-change';

/** How an entity ends: of its latest incident, if it ever had one. */
export type ModelState = 'none' | 'triggered' | 'acknowledged' | 'resolved';

/** An alert that counts, or a change by the API or a timer. */
export interface Counted {
  readonly at: number;
  readonly kind: CountedChange['kind'] | 'trigger' | 'append';
}

/** In one microsecond a resolve comes first, an acknowledge last. */
const RANK = { resolve: 0, trigger: 1, append: 1, unacknowledge: 1, acknowledge: 2 } as const;

/** The state in which alerts and changes leave an entity: one after the other, in the order of their times. */
export function stateAfter(counted: readonly Counted[]): ModelState {
  let state: ModelState = 'none';
  for (const { kind } of counted.toSorted((a, b) => a.at - b.at || RANK[a.kind] - RANK[b.kind])) {
    const isOpen = state === 'triggered' || state === 'acknowledged';
    if (kind === 'trigger' && !isOpen) state = 'triggered';
    else if (kind === 'acknowledge' && isOpen) state = 'acknowledged';
    else if (kind === 'resolve' && isOpen) state = 'resolved';
    else if (kind === 'unacknowledge' && isOpen) state = 'triggered';
  }
  return state;
}
