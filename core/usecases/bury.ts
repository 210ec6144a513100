import type { AcceptedAlert } from '../contracts/alert';
import type { DeliveryMessage } from '../contracts/delivery';
import type { StoredAlert } from '../contracts/outcome';
import type { IntegrationKeyEntry } from '../contracts/resources';
import type { Alerts, Deliveries, IntegrationKeys } from './ports';

export interface BuryAlertDeps {
  readonly alerts: Pick<Alerts, 'store'>;
  readonly integrationKeys: IntegrationKeys;
}

/**
 * Ends an alert that could not be processed however often it was tried: failed with a reason, kept with its body (DESIGN
 * §3, I2). An alert that has ended otherwise, because only its acknowledgement got lost, stays as it is.
 * @throws when the table can't be written: the dead-letter queue keeps the message.
 */
export async function buryAlert(deps: BuryAlertDeps, accepted: AcceptedAlert): Promise<'buried' | 'ended_before'> {
  const entry = await deps.integrationKeys.find(accepted.integration_key);
  const stored: StoredAlert = {
    trace_id: accepted.trace_id,
    accepted_at: accepted.accepted_at,
    account: entry?.account ?? accepted.account,
    integration: entry === null ? null : integrationOf(entry),
    outcome: {
      status: 'failed',
      error: 'The alert could not be processed after many tries, because of a fault of ours.',
    },
    alert: null,
    body: accepted.body,
    explain: [],
    fan_out: null,
  };
  return (await deps.alerts.store(stored)) === 'stored' ? 'buried' : 'ended_before';
}

function integrationOf({ integration, name, service, team }: IntegrationKeyEntry): StoredAlert['integration'] {
  return { id: integration, name, service, team };
}

/**
 * Marks a delivery as dead-lettered that deliver could not finish, for a fault of ours: an endpoint's failures end by the
 * schedule of retries and never come here. One that has ended before stays as it is.
 * @throws when the table can't be written: the dead-letter queue keeps the message.
 */
export async function buryDelivery(
  { deliveries }: { readonly deliveries: Pick<Deliveries, 'find' | 'record'> },
  message: DeliveryMessage,
): Promise<'buried' | 'ended_before'> {
  const known = await deliveries.find(message.integration, message.id);
  if (known !== null && known.status !== 'pending') return 'ended_before';
  const last = known?.attempts.at(-1);
  const tried = `Given up because of a fault of ours, after ${last?.number ?? 0} recorded attempts.`;
  const reason = last?.error ? `${tried} The last one: ${last.error}` : tried;
  await deliveries.record(message, null, { status: 'dead_lettered', next_attempt_at: null, reason });
  return 'buried';
}
