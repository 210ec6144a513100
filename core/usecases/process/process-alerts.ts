import type { AcceptedAlert, RefusedBody, TraceId } from '../../contracts/alert';
import type { StoredAlert } from '../../contracts/outcome';
import { writeAcceptedAlert } from '../../domain/alert/accepted-alert';
import { stringifyJson } from '../../domain/json/text';
import { readSubscriptionConfirmation } from '../../domain/sns/subscription-confirmation';
import { keepRefusedBody } from '../keep-refused-body';
import type { Alerts, AlertsQueue, IntegrationAlerts, IntegrationErrors, Ledger, Log, SigningKeys } from '../ports';
import { bindEntities, type BindDeps, type BoundAlert, type EntityGroup } from './bind-entities';
import type { CollateDeps } from './collate';
import { endElements, notePart } from './end-part';
import { expandMessage, expandRange, type Expansion } from './expand-message';
import { EngineCache } from './find-engine';
import { findIntake, type FindIntakeDeps } from './find-intake';
import { nameOfEntity, placeAlerts } from './place-alerts';
import { prepareAlert, type PrepareDeps, type Prepared } from './prepare-alert';
import { prepareConfirmation, type ConfirmSubscription } from './prepare-confirmation';
import { routeAlert } from './route-alert';

export interface ProcessDeps extends PrepareDeps, BindDeps, Omit<CollateDeps, 'entities'>, FindIntakeDeps {
  readonly alerts: Alerts;
  readonly integrationAlerts: Pick<IntegrationAlerts, 'add'>;
  readonly errors: IntegrationErrors;
  /** Takes back the parts of a body that is too large for one go. */
  readonly alertsQueue: AlertsQueue;
  readonly confirmSubscription: ConfirmSubscription;
  readonly signing: Pick<SigningKeys, 'traceIds'>;
  readonly ledger: Ledger;
  readonly log: Log;
}

/** An accepted alert, or a refused body, and the id of the queue message it came in. */
export type QueuedAlert = { readonly messageId: string } & (
  { readonly accepted: AcceptedAlert } | { readonly refused: RefusedBody }
);

type Binding = Extract<Prepared, { ends: false }>;
type Ending = Extract<Prepared, { ends: true }>;

/** What one message came to, before anything of it is stored. */
interface PreparedMessage {
  readonly messageId: string;
  /** What it was accepted as; null for a refused body. */
  readonly traceId: TraceId | null;
  /** Which elements of a body its alerts are, where it is a part of one. */
  readonly part: NonNullable<AcceptedAlert['range']> | null;
  readonly alerts: readonly Prepared[];
  readonly request: StoredAlert | null;
}

/**
 * Makes the function that takes a batch of accepted alerts to their outcomes. Each alert ends exactly once: its row is
 * written last, under a condition, after the incident's write, and every step before it gives the same result when it is
 * done again — so a batch that was cut off anywhere is simply processed once more (DESIGN §3, I2).
 *
 * The function gives the ids of the messages to deliver again, because something of ours failed and may pass.
 */
export function createProcessor(deps: ProcessDeps): (batch: readonly QueuedAlert[]) => Promise<readonly string[]> {
  const engines = new EngineCache();
  return async (batch) => {
    const prepared = await Promise.all(batch.map((queued) => tryPrepare(deps, engines, queued)));
    const messages = prepared.filter((each): each is PreparedMessage => typeof each !== 'string');
    const alerts = messages.flatMap((message) => message.alerts);
    const { bound, failures } = await bindEntities(deps, await groupByEntity(deps, alerts));
    for (const { error } of failures) deps.log.error('entity could not be written', { error: String(error) });
    // Before the rows, so that no alert is kept and not listed.
    if (!(await tryList(deps, alerts))) return batch.map(({ messageId }) => messageId);

    const stored = await Promise.all(messages.map((message) => tryStore(deps, message, bound)));
    return [...prepared, ...stored].filter((each): each is string => typeof each === 'string');
  };
}

/** Lists the alerts under their integrations; false when that failed, and all have to be delivered again. */
async function tryList({ integrationAlerts, log }: ProcessDeps, alerts: readonly Prepared[]): Promise<boolean> {
  const rows = alerts.map((alert) => (alert.ends ? alert.stored : alert.row)).filter(({ alert }) => alert !== null);
  const byIntegration = Map.groupBy(rows, ({ integration }) => integration?.id ?? null);
  try {
    await Promise.all(
      [...byIntegration].map(async ([integration, some]) => {
        if (integration === null) return;
        const traces = some.map(({ trace_id }) => trace_id);
        await integrationAlerts.add(integration, traces);
      }),
    );
    return true;
  } catch (error) {
    log.error('alerts could not be listed', { error: String(error) });
    return false;
  }
}

/** Prepares a message, or gives its id when it has to be delivered again; the others of the batch go on. */
async function tryPrepare(
  deps: ProcessDeps,
  engines: EngineCache,
  queued: QueuedAlert,
): Promise<PreparedMessage | string> {
  const { messageId } = queued;
  try {
    if ('refused' in queued) {
      await keepRefusedBody(deps.errors, queued.refused, messageId);
      return { messageId, traceId: null, part: null, alerts: [], request: null };
    }
    const { accepted } = queued;
    const message = await prepareMessage(deps, engines, accepted);
    // One that was cut into parts again has none: they note what becomes of them.
    const part = message.alerts.length === 0 ? null : (accepted.range ?? null);
    return { messageId, traceId: accepted.trace_id, part, ...message };
  } catch (error) {
    deps.log.error('alert could not be prepared', { messageId, error: String(error) });
    return messageId;
  }
}

async function prepareMessage(
  deps: ProcessDeps,
  engines: EngineCache,
  accepted: AcceptedAlert,
): Promise<Pick<PreparedMessage, 'alerts' | 'request'>> {
  const intake = await findIntake(deps, accepted, engines);
  if (typeof intake === 'string') return endAll(deps, accepted, withoutIntegration(accepted, intake));
  const confirmation = readSubscriptionConfirmation(accepted.body);
  if (confirmation !== null) {
    const confirmed = await prepareConfirmation(deps.confirmSubscription, accepted, intake, confirmation);
    return { alerts: [confirmed], request: null };
  }
  const arrival = 'router' in intake ? await routeAlert(deps.directory, engines, intake, accepted) : intake;
  if ('stored' in arrival) return endAll(deps, accepted, { ends: true, ...arrival });
  const body = arrival.engine.open(accepted.body);
  const { elements, parts, request } = expandMessage(accepted, arrival, body, deps.signing.traceIds);
  // Before the request's row, which says that all of it is on its way.
  await putBack(deps.alertsQueue, accepted, parts, arrival.integration.id);
  return { alerts: await Promise.all(elements.map((element) => prepareAlert(deps, arrival, body, element))), request };
}

/** What ends a message ends it all: its alert, or each element of the part of a body that it is. */
async function endAll(
  { alertsQueue, signing }: ProcessDeps,
  accepted: AcceptedAlert,
  ending: Ending,
): Promise<Pick<PreparedMessage, 'alerts' | 'request'>> {
  const { trace_id: traceId, accepted_at: acceptedAt, range } = accepted;
  if (range === undefined) return { alerts: [ending], request: null };
  const { elements, parts } = expandRange({ traceId, acceptedAt }, range, signing.traceIds);
  await putBack(alertsQueue, accepted, parts, ending.stored.integration?.id ?? accepted.account);
  return { alerts: endElements(ending, elements), request: null };
}

async function putBack(
  queue: AlertsQueue,
  accepted: AcceptedAlert,
  parts: Expansion['parts'],
  group: string,
): Promise<void> {
  const { body, ...head } = accepted;
  for (const range of parts) await queue.send(writeAcceptedAlert({ ...head, range }, stringifyJson(body)), group);
}

function withoutIntegration(accepted: AcceptedAlert, error: string): Ending {
  const { trace_id, accepted_at, account, body } = accepted;
  const outcome = { status: 'failed', error } as const;
  const nothing = { integration: null, alert: null, explain: [], fan_out: null };
  return { ends: true, errors: [], stored: { trace_id, accepted_at, account, body, outcome, ...nothing } };
}

/**
 * The alerts that hit the same entity, in one group: they are folded into as few writes as can be (DESIGN §4). Their own
 * entity, or the one that their service collates them into.
 */
async function groupByEntity(deps: ProcessDeps, prepared: readonly Prepared[]): Promise<readonly EntityGroup[]> {
  const { placed } = await placeAlerts(deps, prepared);
  const byEntity = Map.groupBy(placed, ({ entity }) => nameOfEntity(entity));
  return [...byEntity.values()].flatMap((alerts) => {
    const [first] = alerts;
    if (!first) return [];
    const { integration, entity_id } = first.entity;
    return [{ account: first.account, integration, entity_id, operations: alerts.map(({ operation }) => operation) }];
  });
}

/** Stores a message's alerts; its id when one could not be bound or stored, so that the queue brings it back. */
async function tryStore(
  deps: ProcessDeps,
  { messageId, traceId, part, alerts, request }: PreparedMessage,
  bound: ReadonlyMap<string, BoundAlert>,
): Promise<string | null> {
  try {
    const rows = await Promise.all(alerts.map((alert) => storeAlert(deps, alert, bound)));
    if (rows.includes(null)) return messageId;
    if (part !== null && traceId !== null) await notePart(deps.alerts, traceId, part, rows);
    // Last: with it the status of the request is answered from its alerts.
    if (request) await deps.alerts.store(request);
    bookEnd(
      deps.ledger,
      [...rows, request].find((row) => row?.trace_id === traceId),
    );
    return null;
  } catch (error) {
    deps.log.error('alert could not be stored', { messageId, error: String(error) });
    return messageId;
  }
}

/**
 * Counts how what was accepted has ended: not the elements of its body, which were not accepted one by one. Also when its
 * row was there before: who wrote it may have died before it could count it, and a message that comes twice is rarer than
 * that is bad.
 */
function bookEnd(ledger: Ledger, row: StoredAlert | null | undefined): void {
  if (!row) return;
  ledger.book(row.outcome.status === 'failed' ? 'AlertsFailed' : 'AlertsCompleted', row.accepted_at);
}

/** Stores an alert's outcome; null when it was not bound. One that exists already ended as it did before, and is given so. */
async function storeAlert(
  deps: ProcessDeps,
  alert: Prepared,
  bound: ReadonlyMap<string, BoundAlert>,
): Promise<StoredAlert | null> {
  const stored = alert.ends ? alert.stored : completed(alert, bound.get(alert.row.trace_id));
  if (stored === null) return null;
  // Before the row: once that is there, nobody comes back to this alert.
  for (const [index, error] of alert.errors.entries()) {
    await deps.errors.record({ ...error, id: `${stored.trace_id}-${index}` });
  }
  const result = await deps.alerts.store(stored);
  return result === 'stored' ? stored : ((await deps.alerts.find(stored.trace_id)) ?? stored);
}

function completed({ row }: Binding, bound: BoundAlert | undefined): StoredAlert | null {
  if (!bound) return null;
  const { incident, created, reason } = bound;
  return {
    ...row,
    outcome: { status: 'completed', incident, is_incident_created: created, suppressed: false, reason },
  };
}
