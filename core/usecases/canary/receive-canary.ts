import type { Clock } from '../ports';
import { deliveryTimeOf } from '../../domain/webhook/delivery-id';
import { verifyStandardWebhook, type ReceivedWebhook } from '../../domain/webhook/verify-standard-webhook';

export interface ReceiveCanaryDeps {
  readonly webhookSecret: string;
  readonly clock: Clock;
  /** True the first time it is asked about an id; it may forget old ones. */
  readonly isNew: (id: string) => boolean;
}

export type Arrival =
  /** `latencyMs`: from when its alert was accepted, in whole milliseconds. */
  | { readonly result: 'arrived'; readonly latencyMs: number }
  /** A repeat of one that arrived already. */
  | { readonly result: 'known' }
  /** It is not the canary's; the reason may be told to anybody. */
  | { readonly result: 'refused'; readonly reason: string };

/**
 * Takes a webhook of the canary. Its id is signed and carries the time of the transition, which is the accept time of the
 * alert that made it: nothing has to be read.
 */
export function receiveCanary(deps: ReceiveCanaryDeps, webhook: ReceivedWebhook): Arrival {
  const now = deps.clock();
  const verdict = verifyStandardWebhook(deps.webhookSecret, webhook, now);
  if (!verdict.ok) return { result: 'refused', reason: verdict.reason };
  const acceptedAt = deliveryTimeOf(webhook.id);
  if (acceptedAt === null) return { result: 'refused', reason: 'webhook-id is not the id of a delivery.' };
  if (!deps.isNew(webhook.id)) return { result: 'known' };
  // Clocks of two functions may disagree by more than the whole way takes.
  return { result: 'arrived', latencyMs: Math.max(0, Math.round((now - acceptedAt) / 1_000)) };
}
