import type { OperationKind } from '../../../../../core/domain/binding/operation';

/** Something that happened to an entity at a time: an alert, or a change that somebody asked for. */
export interface Happening {
  readonly kind: OperationKind | 'unacknowledge';
  readonly at: number;
  readonly asked: boolean;
}

const RANK = { resolve: 0, trigger: 1, acknowledge: 2, unacknowledge: 3, append: 4 } as const;

/** The contract's table (§2.1) taken literally, one thing after another in the order of their times. */
export function modelOf(happenings: readonly Happening[]): { readonly open: boolean; readonly acknowledged: boolean } {
  const state = { open: false, acknowledged: false };
  for (const { kind } of [...happenings].sort((a, b) => a.at - b.at || RANK[a.kind] - RANK[b.kind])) {
    if (kind === 'trigger' && !state.open) Object.assign(state, { open: true, acknowledged: false });
    else if (kind === 'acknowledge' && state.open) state.acknowledged = true;
    else if (kind === 'unacknowledge') state.acknowledged = false;
    else if (kind === 'resolve') state.open = false;
  }
  return state;
}
