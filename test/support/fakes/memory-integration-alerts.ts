import type { TraceId } from '../../../core/contracts/alert';
import type { IntegrationAlerts, ListedPlace } from '../../../core/usecases/ports';

/** Alerts of integrations in memory. `failing`: they can't be listed. */
export class MemoryIntegrationAlerts implements IntegrationAlerts {
  failing = false;
  readonly batches = new Map<string, Map<TraceId, readonly TraceId[]>>();

  add(integration: string, alerts: readonly TraceId[]): Promise<void> {
    if (this.failing) return Promise.reject(new Error('The table is gone.'));
    const known = this.batches.get(integration) ?? new Map<TraceId, readonly TraceId[]>();
    const [newest] = [...alerts].sort().reverse();
    if (newest !== undefined) {
      // What another batch with the same newest alert listed stays.
      const all = new Set([...(known.get(newest) ?? []), ...alerts]);
      known.set(newest, [...all].sort().reverse());
    }
    this.batches.set(integration, known);
    return Promise.resolve();
  }

  list(
    integration: string,
    { limit, cursor }: { readonly limit: number; readonly cursor?: ListedPlace },
  ): Promise<{ readonly alerts: readonly TraceId[]; readonly cursor: ListedPlace | null }> {
    const batches = [...(this.batches.get(integration) ?? [])].sort(([a], [b]) => (a < b ? 1 : -1));
    const all = batches.flatMap(([newest, alerts]) => alerts.map((alert, index) => ({ newest, index, alert })));
    const rest = all.filter(
      ({ newest, index }) =>
        cursor === undefined || newest < cursor.newest || (newest === cursor.newest && index >= cursor.index),
    );
    const next = rest[limit];
    return Promise.resolve({
      alerts: rest.slice(0, limit).map(({ alert }) => alert),
      cursor: next === undefined ? null : { newest: next.newest, index: next.index },
    });
  }
}
