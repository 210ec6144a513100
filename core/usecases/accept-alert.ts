import type { AcceptedAlert, AlertFields, TraceId } from '../contracts/alert';
import { APPLICATIONS } from '../contracts/applications';
import type { Micros } from '../contracts/incident';
import type { FieldError } from '../contracts/json';
import type { IntegrationKeyEntry } from '../contracts/resources';
import { ROUTER_EXTENSION, type IntakeKeyEntry } from '../contracts/routing';
import { fitsQueue, writeAcceptedAlert, writeRefusedBody } from '../domain/alert/accepted-alert';
import { readAlert } from '../domain/alert/read-alert';
import { readJsonBody, type ReadBody } from '../domain/alert/read-body';
import { refusedBodyOf } from '../domain/integration-error';
import { isOurIntegrationKey } from '../domain/integration-key';
import { intakeIdOf } from '../domain/routing/router-key-entry';
import { makeTraceId, TRACE_RANDOM_BYTES } from '../domain/trace-id';
import type { AlertsQueue, Clock, IntegrationKeys, Ledger, Log, RateLimiter, SigningKeys } from './ports';

export interface AcceptDeps {
  readonly integrationKeys: IntegrationKeys;
  readonly alertsQueue: AlertsQueue;
  /** By integration or router. */
  readonly limiter: RateLimiter;
  readonly signing: SigningKeys;
  readonly clock: Clock;
  readonly random: (bytes: number) => Uint8Array;
  readonly ledger: Ledger;
  readonly log: Log;
}

/** One post of a monitor. `account` and `extension` are what its URL says; the legacy route's URL says neither. */
export interface Intake {
  readonly intake: AcceptedAlert['intake'];
  readonly account: string | null;
  readonly extension: string | null;
  readonly integrationKey: string;
  readonly body: Uint8Array;
}

export type Acceptance =
  | {
      readonly result: 'accepted';
      readonly traceId: TraceId;
      readonly acceptedAt: Micros;
      /** Null with custom mapping and for a router: what the body means is found out later. */
      readonly alert: AlertFields | null;
      /** Null for a router, and while the table can't be read. */
      readonly integration: IntegrationKeyEntry | null;
    }
  | { readonly result: 'not_found' }
  | { readonly result: 'bad_request'; readonly errors: readonly FieldError[] }
  | { readonly result: 'too_large' }
  /** The integration has posted too much of late; after so long there is room again. */
  | { readonly result: 'throttled'; readonly retryAfterSeconds: number }
  /** The integration can't be read and its key does not prove itself: the monitor should try again. */
  | { readonly result: 'unavailable' };

/**
 * Takes an alert: looks its integration up, checks the body, queues it. `accepted` is only said once the queue has the
 * alert (DESIGN §3, I1); nothing else is written.
 *
 * @throws when the queue does not take the alert.
 */
export async function acceptAlert(deps: AcceptDeps, intake: Intake): Promise<Acceptance> {
  const found = await findIntegration(deps, intake);
  if (found.result !== 'found') return found;
  // Before the body is looked at: a flood of anything should cost little.
  const passed = deps.limiter.take(found.group);
  if (!passed.ok) return { result: 'throttled', retryAfterSeconds: passed.retryAfterSeconds };

  const body = readJsonBody(intake.body);
  const read = readBody(body, takesAnyJson(found.entry));
  if (!body.ok || !read.ok) return refuse(deps, found.entry, intake, read.ok ? [] : read.errors);

  const acceptedAt = deps.clock();
  const traceId = makeTraceId(acceptedAt, deps.random(TRACE_RANDOM_BYTES), deps.signing.traceIds);
  const message = writeAcceptedAlert(
    {
      v: 1,
      trace_id: traceId,
      accepted_at: acceptedAt,
      account: found.account,
      integration_key: intake.integrationKey,
      intake: intake.intake,
    },
    body.text,
  );
  if (!fitsQueue(message)) return { result: 'too_large' };
  await deps.alertsQueue.send(message, found.group);
  // Not before: what the ledger says was accepted has to end.
  deps.ledger.book('AlertsAccepted', acceptedAt);
  const integration = found.entry === null || 'router' in found.entry ? null : found.entry;
  return { result: 'accepted', traceId, acceptedAt, alert: read.alert, integration };
}

type Read =
  | { readonly ok: true; readonly alert: AlertFields | null }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** With custom mapping, and where a router finds out first whose it is. */
function takesAnyJson(entry: IntakeKeyEntry | null): boolean {
  return entry !== null && ('router' in entry || entry.custom_mapping);
}

/** The basic check (seed): any JSON, or the generic body. */
function readBody(body: ReadBody, any: boolean): Read {
  if (!body.ok) return { ok: false, errors: [body.error] };
  return any ? { ok: true, alert: null } : readAlert(body.value);
}

/** Refuses a body, and sends it along to be listed with its integration; the answer does not wait for more than that. */
async function refuse(
  deps: AcceptDeps,
  entry: IntakeKeyEntry | null,
  intake: Intake,
  errors: readonly FieldError[],
): Promise<Acceptance> {
  if (entry !== null) {
    const { account } = entry;
    const integration = intakeIdOf(entry);
    const refused = refusedBodyOf({ account, integration, refused_at: deps.clock() }, errors, intake.body);
    try {
      await deps.alertsQueue.send(writeRefusedBody(refused), integration);
    } catch (error) {
      // The sender is told what is wrong all the same; only the list of errors lacks it.
      deps.log.error('refused body could not be queued', { error: String(error) });
    }
  }
  return { result: 'bad_request', errors };
}

type Found =
  | {
      readonly result: 'found';
      readonly entry: IntakeKeyEntry | null;
      readonly account: string;
      readonly group: string;
    }
  | { readonly result: 'not_found' | 'unavailable' };

async function findIntegration(deps: AcceptDeps, intake: Intake): Promise<Found> {
  let entry: IntakeKeyEntry | null;
  try {
    entry = await deps.integrationKeys.find(intake.integrationKey);
  } catch (error) {
    // The table can't be read. A key that proves itself is good enough to take the alert: process decides later
    // whether its integration still exists (DESIGN §2). Losing the alert would be worse.
    deps.log.error('integration could not be read', { error: String(error) });
    const ours = isOurIntegrationKey(intake.integrationKey, deps.signing.integrationKeys);
    return ours
      ? { result: 'found', entry: null, account: intake.account ?? '', group: intake.integrationKey }
      : { result: 'unavailable' };
  }
  if (!entry?.is_enabled || !matches(entry, intake)) return { result: 'not_found' };
  return { result: 'found', entry, account: entry.account, group: intakeIdOf(entry) };
}

/** The URL's other parts must be the integration's own, or a key would work under any account's address. */
function matches(entry: IntakeKeyEntry, { account, extension }: Intake): boolean {
  // Every integration has a key, but an outgoing one takes no alerts.
  if (entry.extension === APPLICATIONS.outgoingWebhooks.extension) return false;
  // The legacy route names no extension; a router takes alerts at its own URL only.
  if (entry.extension === ROUTER_EXTENSION && extension !== ROUTER_EXTENSION) return false;
  return (account === null || account === entry.account) && (extension === null || extension === entry.extension);
}
