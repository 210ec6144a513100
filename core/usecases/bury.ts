import type { AcceptedAlert } from '../contracts/alert';
import type { DeliveryMessage } from '../contracts/delivery';
import type { StoredAlert } from '../contracts/outcome';
import type { IntakeKeyEntry } from '../contracts/routing';
import type { IntegrationError } from '../contracts/integration-error';
import { errorBodyOf } from '../domain/integration-error';
import { intakeIdOf } from '../domain/routing/router-key-entry';
import { makeElementTraceId, type ProvenTrace } from '../domain/trace-id';
import { bookDelivery } from './book-delivery';
import type { Alerts, Deliveries, IntegrationErrors, IntegrationKeys, Ledger, SigningKeys } from './ports';

export interface BuryAlertDeps {
  readonly alerts: Pick<Alerts, 'find' | 'notePart' | 'store'>;
  readonly errors: Pick<IntegrationErrors, 'record'>;
  readonly integrationKeys: IntegrationKeys;
  readonly signing: Pick<SigningKeys, 'traceIds'>;
  readonly ledger: Ledger;
}

const REASON = 'The alert could not be processed after many tries, because of a fault of ours.';

/** So many rows are written side by side; a part of a large body has some thousand. */
const AT_ONCE = 25;

/**
 * Ends an alert that could not be processed however often it was tried: failed with a reason, kept with its body and
 * listed with its integration's errors (DESIGN §3, I2). An alert that has ended otherwise, because only its
 * acknowledgement got lost, stays as it is. A part of a large `for_each` body ends each of its elements.
 * @throws when the table can't be written: the dead-letter queue keeps the message.
 */
export async function buryAlert(deps: BuryAlertDeps, accepted: AcceptedAlert): Promise<'buried' | 'ended_before'> {
  const entry = await deps.integrationKeys.find(accepted.integration_key);
  const traces = tracesOf(accepted, deps.signing.traceIds);
  let buried = 0;
  let allFailed = true;
  for (let from = 0; from < traces.length; from += AT_ONCE) {
    const rows = traces.slice(from, from + AT_ONCE).map((trace) => failedRow(accepted, entry, trace));
    const stored = await Promise.all(rows.map((row) => deps.alerts.store(row)));
    buried += stored.filter((result) => result === 'stored').length;
    // Some may have ended before, otherwise than this.
    const before = rows.filter((_, index) => stored[index] === 'exists');
    const found = await Promise.all(before.map(({ trace_id }) => deps.alerts.find(trace_id)));
    allFailed &&= found.every((row) => row?.outcome.status === 'failed');
  }
  if (accepted.range !== undefined) {
    const { from, to } = accepted.range;
    await deps.alerts.notePart(accepted.trace_id, { from, to, all_failed: allFailed }, accepted.accepted_at);
  }
  if (buried === 0) return 'ended_before';
  // A part of a body was accepted with the whole of it, which has ended as completed when it was cut into parts.
  if (accepted.range === undefined) deps.ledger.book('AlertsFailed', accepted.accepted_at);
  if (entry) await deps.errors.record(errorOf(accepted, entry));
  return 'buried';
}

/** The trace ids that a message stands for: its own, or those of its elements. */
function tracesOf({ trace_id, accepted_at, range }: AcceptedAlert, key: Buffer): readonly ProvenTrace[] {
  const request = { traceId: trace_id, acceptedAt: accepted_at };
  if (range === undefined) return [request];
  return Array.from({ length: range.to - range.from }, (_, n) => makeElementTraceId(request, range.from + n, key));
}

function failedRow(accepted: AcceptedAlert, entry: IntakeKeyEntry | null, trace: ProvenTrace): StoredAlert {
  return {
    trace_id: trace.traceId,
    accepted_at: trace.acceptedAt,
    account: entry?.account ?? accepted.account,
    integration: integrationOf(entry),
    outcome: { status: 'failed', error: REASON },
    alert: null,
    // A part's whole body with each of its thousand elements would be far too much: it is kept with the error.
    body: accepted.range === undefined ? accepted.body : null,
    explain: [],
    fan_out: null,
  };
}

function errorOf(accepted: AcceptedAlert, entry: IntakeKeyEntry): IntegrationError {
  const { trace_id, accepted_at, range } = accepted;
  const elements = range === undefined ? '' : ` Elements ${range.from} to ${range.to - 1} of the body.`;
  return {
    // The same each time, so that an error is listed once.
    id: `${trace_id}-buried-${range?.from ?? ''}`,
    integration: intakeIdOf(entry),
    at: accepted_at,
    trace_id,
    kind: 'failed',
    reason: `${REASON}${elements}`,
    body: errorBodyOf(accepted.body),
  };
}

/** None of a router's: which integration the alert was for was never found out. */
function integrationOf(entry: IntakeKeyEntry | null): StoredAlert['integration'] {
  if (entry === null || 'router' in entry) return null;
  const { integration, name, service, team } = entry;
  return { id: integration, name, service, team };
}

/**
 * Marks a delivery as dead-lettered that deliver could not finish, for a fault of ours: an endpoint's failures end by the
 * schedule of retries and never come here. One that has ended before stays as it is.
 * @throws when the table can't be written: the dead-letter queue keeps the message.
 */
export async function buryDelivery(
  { deliveries, ledger }: { readonly deliveries: Pick<Deliveries, 'find' | 'record'>; readonly ledger: Ledger },
  message: DeliveryMessage,
): Promise<'buried' | 'ended_before'> {
  const known = await deliveries.find(message.integration, message.id);
  if (known !== null && known.status !== 'pending') return 'ended_before';
  const last = known?.attempts.at(-1);
  const tried = `Given up because of a fault of ours, after ${last?.number ?? 0} recorded attempts.`;
  const reason = last?.error ? `${tried} The last one: ${last.error}` : tried;
  await deliveries.record(message, null, { status: 'dead_lettered', next_attempt_at: null, reason });
  bookDelivery(ledger, message, { before: known?.status ?? null, after: 'dead_lettered' });
  return 'buried';
}
