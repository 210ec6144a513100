import type { HeadWrite } from '../support/fakes/memory-entities';

/** A change of status that did not come from an alert, and counted. */
export interface CountedChange {
  readonly integration: string;
  readonly entity_id: string;
  readonly kind: 'acknowledge' | 'resolve' | 'unacknowledge';
  readonly at: number;
}

/** What somebody, or a timer, asked for, by what the write added to the entity's memory; null: nothing of the kind. */
export function changeOf({ before, after }: HeadWrite): Pick<CountedChange, 'kind' | 'at'> | null {
  const { resolved_at, acknowledged_at, unacknowledged_at } = after.memory;
  const old = before?.memory;
  if (resolved_at > (old?.resolved_at ?? 0)) return { kind: 'resolve', at: resolved_at };
  if (acknowledged_at > (old?.acknowledged_at ?? 0)) return { kind: 'acknowledge', at: acknowledged_at };
  if (unacknowledged_at > (old?.unacknowledged_at ?? 0)) return { kind: 'unacknowledge', at: unacknowledged_at };
  return null;
}
