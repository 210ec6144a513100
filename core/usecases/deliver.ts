import type { Attempt, Delivery, DeliveryMessage } from '../contracts/delivery';
import type { DisabledBy, EndpointHealth } from '../contracts/endpoint-health';
import type { Micros } from '../contracts/incident';
import type { EndpointConfiguration, Integration } from '../contracts/resources';
import { judgeAnswer } from '../domain/webhook/answer-verdict';
import { makeAttemptHeaders } from '../domain/webhook/attempt-headers';
import { heldPositionOf } from '../domain/webhook/held-position';
import { readRetryAfter } from '../domain/webhook/retry-after';
import { attemptsOf, isDone, isUnderWay, latestAttempt } from '../domain/webhook/redelivery';
import { delayAfterAttempt } from '../domain/webhook/retry-schedule';
import { admitAttempt, type AdmitDeps } from './admit-attempt';
import { bookDelivery } from './book-delivery';
import { isGone, noteAttempt, type NoteDeps } from './note-attempt';
import { holdDelivery, type HoldDeps } from './hold-delivery';
import type {
  Backlogs,
  CredentialVault,
  Deliveries,
  DeliveriesQueue,
  DeliveryProgress,
  Directory,
  EndpointSender,
  HttpAnswer,
  Ledger,
} from './ports';

export interface DeliverDeps extends AdmitDeps, HoldDeps, NoteDeps {
  readonly directory: Pick<Directory, 'integration' | 'integrations' | 'services' | 'teams'>;
  readonly deliveries: Pick<Deliveries, 'find' | 'record'>;
  readonly backlogs: Pick<Backlogs, 'add' | 'hasBefore' | 'remove'>;
  readonly deliveriesQueue: DeliveriesQueue;
  readonly sender: EndpointSender;
  readonly vault: Pick<CredentialVault, 'open'>;
  readonly ledger: Ledger;
  /** Evenly random in [0, 1): spreads retries. */
  readonly jitter: () => number;
  /** `Tocsin/<version>`. */
  readonly userAgent: string;
}

/** What becomes of the queue's message, and whether its attempt had the integration disabled. */
export type DeliverOutcome = Ended & { readonly disabled?: DisabledBy };

type Ended =
  /** It has ended, now or before: acknowledge. */
  | { readonly result: 'delivered' | 'ended_before' }
  /** A replay's, of a delivery that another message is already trying to deliver: acknowledge. */
  | { readonly result: 'under_way' }
  | { readonly result: 'failed' | 'dead_lettered'; readonly reason: string }
  /** Kept in the table until the endpoint is enabled, or no longer left alone: acknowledge. */
  | { readonly result: 'held'; readonly reason: string }
  /** Keep it, hidden for so many seconds, so that the later deliveries of its incident wait behind it. */
  | { readonly result: 'retry'; readonly after_seconds: number };

/** Clocks of two machines differ: an attempt that is due within a second is made now rather than queued again. */
const TOLERANCE_SECONDS = 1;

/**
 * Makes one attempt of a delivery and records what came of it. An endpoint's failure is an outcome, not an error; what
 * can never be delivered (nobody to deliver to) fails at once, and what is not to be tried now is held back.
 *
 * The attempt is recorded after it was made: a crash between the two repeats it under the same id and number, and never
 * leaves a delivery out (DESIGN §3, I5: at least once).
 * @throws when something of ours failed (table, keys): the queue delivers the message again.
 */
export async function deliver(deps: DeliverDeps, message: DeliveryMessage): Promise<DeliverOutcome> {
  // Side by side, as each of them is needed nearly every time.
  const [known, integration, health] = await Promise.all([
    deps.deliveries.find(message.integration, message.id),
    deps.directory.integration(message.service, message.integration),
    deps.healths.load(message.integration),
  ]);
  const forget = (): Promise<void> =>
    health.backlog === 'none' ? Promise.resolve() : deps.backlogs.remove(message.integration, heldPositionOf(message));
  const before = endedBefore(message, known);
  if (before !== null) {
    if (before === 'ended_before') await forget();
    return { result: before };
  }
  const early = secondsUntilDue(known, deps.clock());
  if (early > TOLERANCE_SECONDS) return { result: 'retry', after_seconds: early };
  const status = known?.status ?? null;
  const ready = toReady(integration, message);
  if (!ready.ok) {
    await deps.deliveries.record(message, null, { status: 'failed', next_attempt_at: null, reason: ready.reason });
    bookDelivery(deps.ledger, message, { before: status, after: 'failed' });
    await forget();
    return { result: 'failed', reason: ready.reason };
  }
  const admission = await admitAttempt(deps, {
    message,
    isEnabled: ready.isEnabled,
    isFirst: (known?.attempts.length ?? 0) === 0,
    health,
  });
  if (!admission.admitted) {
    await holdDelivery(deps, { message, reason: admission.reason, isEnabled: ready.isEnabled });
    bookDelivery(deps.ledger, message, { before: status, after: 'pending' });
    return { result: 'held', reason: admission.reason };
  }
  const outcome = await tryAndRecord(deps, { message, known, endpoint: ready.endpoint, health, ...admission });
  // One that is tried again keeps its entry: the later ones of its incident are not released before it has ended.
  if (outcome.result !== 'retry') await forget();
  return outcome;
}

/** Is nothing to be done for this message? */
function endedBefore(message: DeliveryMessage, known: Delivery | null): 'ended_before' | 'under_way' | null {
  // A duplicate, or the acknowledgement got lost.
  if (isDone(message, known)) return 'ended_before';
  // In its own group its turn comes in order; a lane of replays would only wait for it.
  return known !== null && isReplayOfOther(message, known) ? 'under_way' : null;
}

function isReplayOfOther({ redelivery }: DeliveryMessage, known: Delivery): boolean {
  if (redelivery?.replay === undefined || !isUnderWay(known)) return false;
  return known.attempts.at(-1)?.replay !== redelivery.replay;
}

/**
 * The message can be back before the next attempt is due: deliver was cut off after recording an attempt and before it
 * postponed the message, or it was queued twice.
 */
function secondsUntilDue(known: Delivery | null, now: Micros): number {
  return known?.status === 'pending' && known.next_attempt_at !== null ? (known.next_attempt_at - now) / 1_000_000 : 0;
}

type Ready =
  | { readonly ok: true; readonly endpoint: EndpointConfiguration; readonly isEnabled: boolean }
  | { readonly ok: false; readonly reason: string };

function toReady(integration: Integration | null, { test }: DeliveryMessage): Ready {
  if (integration === null) return { ok: false, reason: 'The integration no longer exists.' };
  const { endpoint, is_enabled: isEnabled } = integration;
  if (endpoint === null) return { ok: false, reason: 'The integration has no configuration.' };
  // Somebody waits for the answer of a test; anything else waits until it is enabled.
  if (!isEnabled && test === true) return { ok: false, reason: 'The integration is disabled.' };
  return { ok: true, endpoint, isEnabled };
}

interface Trial extends Omit<Try, 'number'> {
  readonly known: Delivery | null;
  readonly health: EndpointHealth;
  readonly probe: boolean;
}

async function tryAndRecord(deps: DeliverDeps, trial: Trial): Promise<DeliverOutcome> {
  const { message, known, endpoint } = trial;
  const number = (known === null ? 0 : latestAttempt(known)) + 1;
  const { attempt, answer } = await makeAttempt(deps, { message, endpoint, number });
  const now = deps.clock();
  const retry_after = readRetryAfter(answer.headers['retry-after'], now);
  // Before it is recorded: after a crash between the two the attempt is made again, and an endpoint that is gone is
  // found to be gone again.
  const disabled = await noteAttempt(deps, { ...trial, attempt, retry_after, now });
  const { outcome, progress } = isGone(message, attempt)
    ? endAsGone()
    : decideNext({ message, attempt, retry_after, now, jitter: deps.jitter() });
  await deps.deliveries.record(message, attempt, progress);
  bookDelivery(deps.ledger, message, { before: known?.status ?? null, after: progress.status });
  return disabled === null ? outcome : { ...outcome, disabled };
}

interface Try {
  readonly message: DeliveryMessage;
  readonly endpoint: EndpointConfiguration;
  readonly number: number;
}

interface Tried {
  readonly attempt: Attempt;
  readonly answer: HttpAnswer;
}

async function makeAttempt(deps: DeliverDeps, { message, endpoint, number }: Try): Promise<Tried> {
  const now = deps.clock();
  const open = (sealed: string): string => deps.vault.open(sealed);
  const headers = makeAttemptHeaders({ message, endpoint, attempt: number, now, userAgent: deps.userAgent, open });
  const timeout_ms = endpoint.timeout_seconds * 1_000;
  const answer = await deps.sender.send({ url: endpoint.url, headers, body: message.body, timeout_ms });
  const verdict = judgeAnswer(answer);
  const attempt: Attempt = {
    number,
    at: now,
    duration_ms: answer.duration_ms,
    status_code: answer.status_code,
    error: verdict.delivered ? null : verdict.error,
    response: answer.response,
    ...(message.redelivery?.replay !== undefined && { replay: message.redelivery.replay }),
  };
  return { attempt, answer };
}

interface Decision {
  readonly outcome: Ended;
  readonly progress: DeliveryProgress;
}

function endAsGone(): Decision {
  const reason = 'The endpoint answered 410 (gone), so its integration was disabled.';
  return { outcome: { result: 'failed', reason }, progress: { status: 'failed', next_attempt_at: null, reason } };
}

/** An attempt, and what decides on what follows from it. */
interface Made {
  readonly message: DeliveryMessage;
  readonly attempt: Attempt;
  /** Seconds that the answer asked to wait; null = it did not. */
  readonly retry_after: number | null;
  readonly now: Micros;
  readonly jitter: number;
}

function decideNext({ message, attempt, retry_after, now, jitter }: Made): Decision {
  if (attempt.error === null)
    return { outcome: { result: 'delivered' }, progress: { status: 'delivered', next_attempt_at: null, reason: null } };
  // Counted from when it was asked for: a redelivery has a schedule of its own. (A row that expired counts from 1 again.)
  const nth = Math.max(1, attempt.number - (message.redelivery?.after ?? 0));
  const scheduled = nth >= attemptsOf(message) ? null : delayAfterAttempt(nth, jitter);
  if (scheduled === null) return giveUp(message, nth, attempt.error);
  // A receiver may ask for more time than the schedule gives it, never for less.
  const after_seconds = Math.max(scheduled, retry_after ?? 0);
  const next_attempt_at = now + Math.ceil(after_seconds * 1_000_000);
  return {
    outcome: { result: 'retry', after_seconds },
    progress: { status: 'pending', next_attempt_at, reason: null },
  };
}

/** A test that failed has told what it was asked for: nobody has to be alarmed. */
function giveUp({ test }: DeliveryMessage, attempts: number, error: string): Decision {
  const result = test === true ? 'failed' : 'dead_lettered';
  const reason = test === true ? `A test is tried once. ${error}` : `Not delivered in ${attempts} attempts. ${error}`;
  return { outcome: { result, reason }, progress: { status: result, next_attempt_at: null, reason } };
}
