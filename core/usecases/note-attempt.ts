import type { Attempt, DeliveryMessage } from '../contracts/delivery';
import type { DisabledBy, EndpointHealth } from '../contracts/endpoint-health';
import type { Micros } from '../contracts/incident';
import type { EndpointConfiguration } from '../contracts/resources';
import { afterDuration, afterFailure, afterSuccess, hasFailedForLong } from '../domain/webhook/endpoint-health';
import { changeHealth } from './change-health';
import { disableEndpoint, type DisableDeps } from './disable-endpoint';

export type NoteDeps = DisableDeps;

export interface NotedAttempt {
  readonly message: DeliveryMessage;
  readonly endpoint: EndpointConfiguration;
  /** As it was read before the attempt. */
  readonly health: EndpointHealth;
  readonly attempt: Attempt;
  /** Seconds that the answer asked to wait; null = it did not. */
  readonly retry_after: number | null;
  /** The circuit let it through alone. */
  readonly probe: boolean;
  /** When the answer came. */
  readonly now: Micros;
}

/** 410, Gone: the receiver says that nobody is there any more. What a test is answered changes nothing. */
export function isGone({ test }: DeliveryMessage, { status_code }: Attempt): boolean {
  return status_code === 410 && test !== true;
}

/**
 * Keeps in mind what an attempt says of its endpoint, and disables the integration when it is gone or has failed for
 * long; gives why it did. An endpoint that does well costs no write.
 */
export async function noteAttempt(deps: NoteDeps, noted: NotedAttempt): Promise<DisabledBy | null> {
  const { message, endpoint, attempt } = noted;
  // A test says what a person made of it, and nobody is to be disabled by trying.
  if (message.test === true) return null;
  if (attempt.error === null) return noteSuccess(deps, noted);
  const error = attempt.error;
  const tried = { message, url: endpoint.url, error };
  if (isGone(message, attempt)) return (await disableEndpoint(deps, { ...tried, by: 'gone' })) ? 'gone' : null;
  const { now: at, retry_after, probe } = noted;
  const failure = { at, error, status_code: attempt.status_code, retry_after, probe };
  const health = await changeHealth(deps.healths, message.integration, (found) =>
    afterDuration(afterFailure(found, failure), at, attempt.duration_ms),
  );
  if (!hasFailedForLong(health)) return null;
  return (await disableEndpoint(deps, { ...tried, by: 'health' })) ? 'health' : null;
}

async function noteSuccess(
  { healths }: NoteDeps,
  { message, health, probe, now, attempt }: NotedAttempt,
): Promise<null> {
  const after = (found: EndpointHealth): EndpointHealth => afterDuration(afterSuccess(found), now, attempt.duration_ms);
  // What was read before the attempt is enough to know that all is well: a failure noted since is not undone by it.
  if (probe || after(health) !== health) await changeHealth(healths, message.integration, after);
  return null;
}
