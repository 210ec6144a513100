import type { AcceptedAlert } from '../../contracts/alert';
import type { StoredAlert } from '../../contracts/outcome';
import type { Alerts, Log } from '../ports';
import { bindEntities, type BindDeps, type BoundAlert, type EntityGroup } from './bind-entities';
import { integrationRef, prepareAlert, type PrepareDeps, type Prepared } from './prepare-alert';

export interface ProcessDeps extends PrepareDeps, BindDeps {
  readonly alerts: Alerts;
  readonly log: Log;
}

/** An accepted alert and the id of the queue message it came in. */
export interface QueuedAlert {
  readonly messageId: string;
  readonly accepted: AcceptedAlert;
}

type Binding = Extract<Prepared, { ends: false }>;

/**
 * Takes a batch of accepted alerts to their outcomes. Each alert ends exactly once: its row is written last, under a
 * condition, after the incident's write, and every step before it gives the same result when it is done again — so a
 * batch that was cut off anywhere is simply processed once more (DESIGN §3, I2).
 *
 * @returns ids of the messages to deliver again, because something of ours failed and may pass.
 */
export async function processAlerts(deps: ProcessDeps, batch: readonly QueuedAlert[]): Promise<readonly string[]> {
  const retry = new Set<string>();
  const prepared = await prepareAll(deps, batch, retry);
  const { bound, failures } = await bindEntities(deps, groupByEntity(prepared.map(({ prepared: each }) => each)));
  for (const { error } of failures) deps.log.error('entity could not be written', { error: String(error) });

  await Promise.all(
    prepared.map(async ({ queued, prepared: each }) => {
      const stored = each.ends ? each.stored : completed(queued.accepted, each, bound.get(queued.accepted.trace_id));
      // Not bound: its entity could not be written; the queue brings the alert back.
      if (stored === null || !(await store(deps, stored))) retry.add(queued.messageId);
    }),
  );
  return [...retry];
}

interface PreparedAlert {
  readonly queued: QueuedAlert;
  readonly prepared: Prepared;
}

async function prepareAll(
  deps: ProcessDeps,
  batch: readonly QueuedAlert[],
  retry: Set<string>,
): Promise<readonly PreparedAlert[]> {
  const all = await Promise.all(
    batch.map(async (queued) => {
      try {
        return [{ queued, prepared: await prepareAlert(deps, queued.accepted) }];
      } catch (error) {
        // The directory could not be read. This alert waits; the others of the batch do not.
        deps.log.error('alert could not be prepared', { trace_id: queued.accepted.trace_id, error: String(error) });
        retry.add(queued.messageId);
        return [];
      }
    }),
  );
  return all.flat();
}

/** The alerts that hit the same entity, in one group: they are folded into as few writes as can be (DESIGN §4). */
function groupByEntity(prepared: readonly Prepared[]): readonly EntityGroup[] {
  const binding = prepared.filter((each): each is Binding => !each.ends);
  const byEntity = Map.groupBy(binding, ({ integration, alert }) => JSON.stringify([integration.id, alert.entity_id]));
  return [...byEntity.values()].flatMap((alerts) => {
    const first = alerts[0];
    if (!first) return [];
    const { account, integration, alert } = first;
    const operations = alerts.map(({ operation }) => operation);
    return [{ account, integration: integration.id, entity_id: alert.entity_id, operations }];
  });
}

function completed(accepted: AcceptedAlert, binding: Binding, bound: BoundAlert | undefined): StoredAlert | null {
  if (!bound) return null;
  return {
    trace_id: accepted.trace_id,
    accepted_at: accepted.accepted_at,
    account: binding.account,
    integration: integrationRef(binding.integration),
    outcome: {
      status: 'completed',
      incident: bound.incident,
      is_incident_created: bound.created,
      suppressed: false,
      reason: bound.reason,
    },
    alert: binding.alert,
    body: null,
  };
}

/** Stores an alert's outcome; `exists` is success: a duplicate, or a batch processed again, ends as it did before. */
async function store(deps: ProcessDeps, alert: StoredAlert): Promise<boolean> {
  try {
    await deps.alerts.store(alert);
    return true;
  } catch (error) {
    deps.log.error('alert could not be stored', { trace_id: alert.trace_id, error: String(error) });
    return false;
  }
}
