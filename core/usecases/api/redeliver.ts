import { isDeliveryId } from '../../domain/webhook/delivery-id';
import { makeRedelivery } from '../../domain/webhook/redelivery';
import { viewDelivery } from '../../domain/views/delivery-view';
import { triedSoon } from '../../domain/webhook/endpoint-health';
import { changeHealth } from '../change-health';
import type { ApiDeps } from './deps';
import type { IntegrationPath } from './find';
import { findOpenEndpoint } from './find-endpoint';
import { NOT_FOUND, accepted } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

type Redeliverer = Pick<ApiDeps, 'deliveries' | 'deliveriesQueue' | 'directory' | 'healths' | 'randomBytes'>;

/** 72 bits: no two askings are the same. */
const NONCE_BYTES = 9;

/** Tells one asking for a redelivery from another, for the queue's deduplication. */
export function makeNonce({ randomBytes }: Pick<ApiDeps, 'randomBytes'>): string {
  return randomBytes(NONCE_BYTES).toString('base64url');
}

/**
 * Sends a delivery once more, whatever became of it: the same `webhook-id` and body, behind what still waits of its
 * incident. Asked for again before it was done, it is done once; asked for afterwards, once more.
 */
export async function redeliver(
  deps: Redeliverer,
  { caller, params }: ApiRequest<IntegrationPath & { readonly delivery: string }>,
): Promise<Reply> {
  const found = await findOpenEndpoint(deps, caller, params);
  if (!found.ok) return found.reply;
  const { integration } = found;
  const delivery = isDeliveryId(params.delivery) ? await deps.deliveries.find(integration.id, params.delivery) : null;
  if (delivery === null) return NOT_FOUND;
  await changeHealth(deps.healths, integration.id, triedSoon);
  await deps.deliveriesQueue.send([makeRedelivery(delivery, makeNonce(deps))]);
  return accepted(viewDelivery(delivery));
}
