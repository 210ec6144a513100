import { INTEGRATION_ERROR_LIFETIME } from '../../core/contracts/integration-error';
import { readTraceId } from '../../core/domain/trace-id';
import { OUTGOING } from './resources';
import { SIGNING, type System } from './system';

const DAY = 86_400_000_000;
/** Microseconds that alerts, their lists and deliveries are kept. */
export const RETENTION = 90 * DAY;

/** Whether the time to live of what is counted from `at` is over. */
export function isExpired({ scheduler }: Pick<System, 'scheduler'>, at: number, lifetime = RETENTION): boolean {
  return at + lifetime <= scheduler.now;
}

/** The table deletes a share of the items whose time to live is over, which it promises for no particular moment. */
export function sweep(system: System, share: number): void {
  const { alerts, deliveries, errors, collations, integrationAlerts, entities, parts, random, scheduler } = system;
  let count = 0;
  const forget = <K, V>(items: Map<K, V>, isOver: (value: V, key: K) => boolean): void => {
    for (const [key, value] of items) {
      if (!isOver(value, key) || !random.chance(share)) continue;
      items.delete(key);
      count += 1;
    }
  };
  sweepBacklogs(system, share);
  forget(alerts.rows, ({ accepted_at }) => isExpired(system, accepted_at));
  forget(deliveries.rows, ({ transition_at }) => isExpired(system, transition_at));
  forget(errors.rows, ({ at }) => isExpired(system, at, INTEGRATION_ERROR_LIFETIME));
  forget(collations.groups, ({ windows }) => isExpired(system, Math.max(...windows.map(({ until }) => until)), DAY));
  for (const batches of integrationAlerts.batches.values())
    forget(batches, (_, newest) => isExpired(system, readTraceId(newest, SIGNING.traceIds)?.acceptedAt ?? Infinity));
  // What has no time to live is never deleted: an entity is remembered for good.
  if (!parts.keepsHeads) forget(entities.heads, ({ incident }) => isExpired(system, incident?.created_at ?? Infinity));
  scheduler.tell(`the table deletes ${count} items whose time is over`);
}

/** Before the deliveries, which say how old an entry is. */
function sweepBacklogs({ backlogs, deliveries, random, scheduler }: System, share: number): void {
  for (const { id: integration } of OUTGOING) {
    for (const { position, delivery } of backlogs.of(integration)) {
      const row = deliveries.rows.get(`${integration}/${delivery}`);
      const isOver = row === undefined || isExpired({ scheduler }, row.transition_at);
      if (isOver && random.chance(share)) void backlogs.remove(integration, position);
    }
  }
}
