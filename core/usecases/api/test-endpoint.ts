import type { Delivery, DeliveryMessage } from '../../contracts/delivery';
import type { Integration } from '../../contracts/resources';
import { encodeShortUuid, uuidToNumber } from '../../domain/short-uuid';
import { viewAttempt, viewDelivery } from '../../domain/views/delivery-view';
import { makeDeliveryId } from '../../domain/webhook/delivery-id';
import { makeTestWebhookBody, TEST_INCIDENT_NUMBER } from '../../domain/webhook/test-webhook-body';
import type { ApiDeps } from './deps';
import type { IntegrationPath } from './find';
import { findOpenEndpoint } from './find-endpoint';
import { newUuid } from './new-uuid';
import { NOT_FOUND, accepted, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest, Caller } from './request';

type Tester = Pick<ApiDeps, 'clock' | 'deliveries' | 'deliveriesQueue' | 'directory' | 'pause' | 'randomBytes'>;

/** How long the answer waits for the attempt: below the function's 20 seconds with room for a cold start. */
const PATIENCE_MICROS = 14_000_000;
/** Milliseconds between two looks at the delivery's row. */
const PAUSE = 150;

/**
 * Sends a test delivery by the way of the real ones, queue and deliver included, and answers with its attempt: 200 when
 * it was made, 202 with the delivery when it takes longer than a request may. A test is tried once.
 */
export async function testEndpoint(deps: Tester, { caller, params }: ApiRequest<IntegrationPath>): Promise<Reply> {
  const found = await findOpenEndpoint(deps, caller, params);
  if (!found.ok) return found.reply;
  const message = await makeTest(deps, caller, found.integration);
  // The service was deleted a moment ago.
  if (message === null) return NOT_FOUND;
  await deps.deliveriesQueue.send([message]);
  const delivery = await waitForEnd(deps, message);
  if (delivery === null) return accepted({ id: message.id, status: 'pending', attempt: null });
  const attempt = delivery.attempts.at(-1);
  return ok({ ...viewDelivery(delivery), attempt: attempt === undefined ? null : viewAttempt(attempt) });
}

async function makeTest(deps: Tester, caller: Caller, integration: Integration): Promise<DeliveryMessage | null> {
  const [service, assignee] = await Promise.all([
    deps.directory.service(integration.team, integration.service),
    deps.directory.user(caller.account, caller.username),
  ]);
  if (service === null) return null;
  const at = deps.clock();
  // An incident of its own, so that a test never waits behind another one or behind a real delivery.
  const unique_id = encodeShortUuid(uuidToNumber(newUuid(deps)) ?? 0n);
  return {
    v: 1,
    id: makeDeliveryId({ integration: integration.id, incident: unique_id, sequence: 1, transition_at: at }),
    account: integration.account,
    service: integration.service,
    integration: integration.id,
    incident: { incident_number: TEST_INCIDENT_NUMBER, unique_id },
    type: 'triggered',
    sequence: 1,
    transition_at: at,
    body: makeTestWebhookBody({ service, assignee, at, unique_id }),
    test: true,
  };
}

/** The delivery once it has ended; null when that takes longer than a request may. */
async function waitForEnd(deps: Tester, { integration, id, transition_at }: DeliveryMessage): Promise<Delivery | null> {
  while (deps.clock() < transition_at + PATIENCE_MICROS) {
    const delivery = await deps.deliveries.find(integration, id);
    if (delivery !== null) return delivery;
    await deps.pause(PAUSE);
  }
  return null;
}
