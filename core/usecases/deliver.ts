import type { Attempt, Delivery, DeliveryMessage } from '../contracts/delivery';
import type { Micros } from '../contracts/incident';
import type { EndpointConfiguration } from '../contracts/resources';
import { judgeAnswer } from '../domain/webhook/answer-verdict';
import { makeAttemptHeaders } from '../domain/webhook/attempt-headers';
import { readRetryAfter } from '../domain/webhook/retry-after';
import { attemptsOf, isDone, isUnderWay, latestAttempt } from '../domain/webhook/redelivery';
import { delayAfterAttempt } from '../domain/webhook/retry-schedule';
import type {
  Clock,
  CredentialVault,
  Deliveries,
  DeliveryProgress,
  Directory,
  EndpointSender,
  EndpointSwitch,
  HttpAnswer,
} from './ports';

export interface DeliverDeps {
  readonly directory: Pick<Directory, 'integration'>;
  readonly deliveries: Pick<Deliveries, 'find' | 'record'>;
  readonly sender: EndpointSender;
  readonly endpointSwitch: EndpointSwitch;
  readonly vault: Pick<CredentialVault, 'open'>;
  readonly clock: Clock;
  /** Evenly random in [0, 1): spreads retries. */
  readonly jitter: () => number;
  /** `Tocsin/<version>`. */
  readonly userAgent: string;
}

/** What becomes of the queue's message. */
export type DeliverOutcome =
  /** It has ended, now or before: acknowledge. */
  | { readonly result: 'delivered' | 'delivered_before' }
  /** A replay's, of a delivery that another message is already trying to deliver: acknowledge. */
  | { readonly result: 'under_way' }
  | { readonly result: 'failed' | 'dead_lettered'; readonly reason: string }
  /** Keep it, hidden for so many seconds, so that the later deliveries of its incident wait behind it. */
  | { readonly result: 'retry'; readonly after_seconds: number };

/** Clocks of two machines differ: an attempt that is due within a second is made now rather than queued again. */
const TOLERANCE_SECONDS = 1;

/**
 * Makes one attempt of a delivery and records what came of it. An endpoint's failure is an outcome, not an error; what
 * can never be delivered (nobody to deliver to) fails at once.
 *
 * The attempt is recorded after it was made: a crash between the two repeats it under the same id and number, and never
 * leaves a delivery out (DESIGN §3, I5: at least once).
 * @throws when something of ours failed (table, keys): the queue delivers the message again.
 */
export async function deliver(deps: DeliverDeps, message: DeliveryMessage): Promise<DeliverOutcome> {
  const known = await deps.deliveries.find(message.integration, message.id);
  // A duplicate, or the acknowledgement got lost.
  if (isDone(message, known)) return { result: 'delivered_before' };
  // In its own group its turn comes in order; a lane of replays would only wait for it.
  if (known !== null && isReplayOfOther(message, known)) return { result: 'under_way' };
  const early = secondsUntilDue(known, deps.clock());
  if (early > TOLERANCE_SECONDS) return { result: 'retry', after_seconds: early };
  const ready = await findEndpoint(deps, message);
  if (!ready.ok) {
    await deps.deliveries.record(message, null, { status: 'failed', next_attempt_at: null, reason: ready.reason });
    return { result: 'failed', reason: ready.reason };
  }
  const { attempt, answer } = await makeAttempt(deps, {
    message,
    endpoint: ready.endpoint,
    number: (known === null ? 0 : latestAttempt(known)) + 1,
  });
  const gone = isGone(message, attempt);
  // Before it is recorded: after a crash between the two the delivery still ends, as one of a disabled integration.
  if (gone) await deps.endpointSwitch.disable({ ...message, url: ready.endpoint.url });
  const { outcome, progress } = gone
    ? endAsGone()
    : decideNext({ message, attempt, answer, now: deps.clock(), jitter: deps.jitter() });
  await deps.deliveries.record(message, attempt, progress);
  return outcome;
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
  { readonly ok: true; readonly endpoint: EndpointConfiguration } | { readonly ok: false; readonly reason: string };

async function findEndpoint({ directory }: DeliverDeps, message: DeliveryMessage): Promise<Ready> {
  const integration = await directory.integration(message.service, message.integration);
  if (integration === null) return { ok: false, reason: 'The integration no longer exists.' };
  if (!integration.is_enabled) return { ok: false, reason: 'The integration is disabled.' };
  if (integration.endpoint === null) return { ok: false, reason: 'The integration has no configuration.' };
  return { ok: true, endpoint: integration.endpoint };
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
  readonly outcome: DeliverOutcome;
  readonly progress: DeliveryProgress;
}

/** 410, Gone: the receiver says that nobody is there any more. What a test is answered changes nothing. */
function isGone({ test }: DeliveryMessage, { status_code }: Attempt): boolean {
  return status_code === 410 && test !== true;
}

function endAsGone(): Decision {
  const reason = 'The endpoint answered 410 (gone), so its integration was disabled.';
  return { outcome: { result: 'failed', reason }, progress: { status: 'failed', next_attempt_at: null, reason } };
}

/** An attempt, and what decides on what follows from it. */
interface Made extends Tried {
  readonly message: DeliveryMessage;
  readonly now: Micros;
  readonly jitter: number;
}

function decideNext({ message, attempt, answer, now, jitter }: Made): Decision {
  if (attempt.error === null)
    return { outcome: { result: 'delivered' }, progress: { status: 'delivered', next_attempt_at: null, reason: null } };
  // Counted from when it was asked for: a redelivery has a schedule of its own. (A row that expired counts from 1 again.)
  const nth = Math.max(1, attempt.number - (message.redelivery?.after ?? 0));
  const scheduled = nth >= attemptsOf(message) ? null : delayAfterAttempt(nth, jitter);
  if (scheduled === null) return giveUp(message, nth, attempt.error);
  // A receiver may ask for more time than the schedule gives it, never for less.
  const after_seconds = Math.max(scheduled, readRetryAfter(answer.headers['retry-after'], now) ?? 0);
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
