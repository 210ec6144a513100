import type { Delivery, DeliveryStatus } from '../../contracts/delivery';
import type { Micros } from '../../contracts/incident';
import type { FieldError, Json, JsonObject } from '../../contracts/json';
import { parseWireDate, toWireDate } from '../../domain/views/wire-date';
import { isHeld, isUnderWay, makeRedelivery, makeReplayId, wasReplayed } from '../../domain/webhook/redelivery';
import { triedSoon } from '../../domain/webhook/endpoint-health';
import { changeHealth } from '../change-health';
import type { ApiDeps } from './deps';
import type { IntegrationPath } from './find';
import { findOpenEndpoint } from './find-endpoint';
import { makeNonce } from './redeliver';
import { accepted, invalid } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

type Replayer = Pick<ApiDeps, 'clock' | 'deliveries' | 'deliveriesQueue' | 'directory' | 'healths' | 'randomBytes'>;

/**
 * So many deliveries are looked at in one call: read and sent in well below the function's 20 seconds. The answer says
 * where the next call goes on.
 */
const REPLAY_PAGE = 1_000;

/** Those that have ended; pending ones are on their way anyway. */
const STATUSES: readonly DeliveryStatus[] = ['delivered', 'failed', 'dead_lettered'];

/** What is to be sent again; null = no limit. */
interface Question {
  readonly since: Micros;
  readonly until: Micros | null;
  readonly status: DeliveryStatus | null;
}

/**
 * Sends the deliveries of a stretch of time again, oldest first, each with its `webhook-id` and body (own-routes,
 * "Deliveries"). They go through a few lanes of their own, so live deliveries do not wait for them, and those of one
 * incident stay in order. Started twice it is one replay: what the other start has queued or sent is not sent again.
 */
export async function replayDeliveries(
  deps: Replayer,
  { caller, params, body }: ApiRequest<IntegrationPath, JsonObject>,
): Promise<Reply> {
  const found = await findOpenEndpoint(deps, caller, params);
  if (!found.ok) return found.reply;
  const question = readQuestion(body);
  if ('errors' in question) return invalid(...question.errors);
  const { since, until, status } = question;
  const replay = makeReplayId({ since, until, status });
  const now = deps.clock();
  const { deliveries, next } = await readStretch(deps, found.integration.id, { since, until: until ?? now });
  const chosen = deliveries.filter((delivery) => isAskedFor(delivery, status) && !wasReplayed(delivery, replay, now));
  const nonce = makeNonce(deps);
  if (chosen.length > 0) await changeHealth(deps.healths, found.integration.id, triedSoon);
  await deps.deliveriesQueue.send(chosen.map((delivery) => makeRedelivery(delivery, nonce, replay)));
  return accepted({ replay, count: chosen.length, next: next === null ? null : viewNext(body, next) });
}

interface Stretch {
  readonly deliveries: readonly Delivery[];
  /** From when on there may be more; null = these are all. */
  readonly next: Micros | null;
}

async function readStretch(
  { deliveries }: Pick<ApiDeps, 'deliveries'>,
  integration: string,
  range: { readonly since: Micros; readonly until: Micros },
): Promise<Stretch> {
  const read = await deliveries.listBetween(integration, { ...range, limit: REPLAY_PAGE });
  const last = read.at(-1);
  if (last === undefined || read.length < REPLAY_PAGE) return { deliveries: read, next: null };
  // The next call begins with the last one's moment, which may have more than what was read.
  return { deliveries: read.filter((each) => each.transition_at < last.transition_at), next: last.transition_at };
}

function isAskedFor(delivery: Delivery, status: DeliveryStatus | null): boolean {
  // What waits or is held back is on its way anyway.
  return status === null ? !isUnderWay(delivery) && !isHeld(delivery) : delivery.status === status;
}

/** The body that goes on where this one ended. */
function viewNext(body: JsonObject, since: Micros): JsonObject {
  return { ...body, since: toWireDate(since) };
}

function readQuestion(body: JsonObject): Question | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const since = readTime('since', body['since'], errors);
  const until = body['until'] === undefined || body['until'] === null ? null : readTime('until', body['until'], errors);
  const given = body['status'] ?? null;
  const status = STATUSES.find((each) => each === given) ?? null;
  if (given !== null && status === null)
    errors.push({ path: 'status', message: `Must be one of ${STATUSES.join(', ')}; pending ones are on their way.` });
  return since === null || errors.length > 0 ? { errors } : { since, until, status };
}

function readTime(path: string, value: Json | undefined, errors: FieldError[]): Micros | null {
  const time = typeof value === 'string' ? parseWireDate(value) : null;
  if (time === null) errors.push({ path, message: 'Must be a time such as 2026-11-22T10:00:00Z.' });
  return time;
}
