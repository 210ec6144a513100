import type { TraceId } from '../../contracts/alert';
import type { Operation } from '../../domain/binding/operation';
import { collate, type CollateDeps, type EntityRef } from './collate';
import type { Prepared } from './prepare-alert';

type Binding = Extract<Prepared, { ends: false }>;

/** An alert with the entity to whose incident it goes: its own, or the one that its service collates it into. */
export interface PlacedAlert {
  readonly account: string;
  readonly entity: EntityRef;
  readonly operation: Operation;
}

export interface PlacedAlerts {
  readonly placed: readonly PlacedAlert[];
  /** Alerts of which it could not be found out where they go. */
  readonly failed: ReadonlySet<TraceId>;
}

/** Finds out where the alerts of a batch go that did not end before; see {@link collate}. */
export async function placeAlerts(deps: CollateDeps, prepared: readonly Prepared[]): Promise<PlacedAlerts> {
  const binding = prepared
    .filter((each): each is Binding => !each.ends)
    .map(({ operation, collation, integration, row }) => {
      const own = { integration: integration.id, entity_id: row.alert.entity_id };
      return { account: row.account, own, operation, collation };
    });
  const { targets, failed } = await collate(deps, binding);
  const placed = binding
    .filter(({ operation }) => !failed.has(operation.trace_id))
    .map(({ account, own, operation }): PlacedAlert => {
      const target = targets.get(operation.trace_id);
      if (target === undefined) return { account, entity: own, operation };
      return { account, entity: target, operation: { ...operation, collated: true } };
    });
  return { placed, failed };
}

/** What an entity is told apart by, as text. */
export function nameOfEntity({ integration, entity_id }: EntityRef): string {
  return JSON.stringify([integration, entity_id]);
}
