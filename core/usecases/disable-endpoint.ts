import { APPLICATIONS } from '../contracts/applications';
import type { DeliveryMessage } from '../contracts/delivery';
import type { DisabledBy } from '../contracts/endpoint-health';
import type { Integration } from '../contracts/resources';
import { makeDisabledMessage, type DisabledSubject } from '../domain/webhook/disabled-webhook';
import { changeHealth } from './change-health';
import type { Clock, DeliveriesQueue, Directory, EndpointHealths, Resources } from './ports';

export interface DisableDeps {
  readonly directory: Pick<Directory, 'integration' | 'integrations' | 'services' | 'teams'>;
  readonly resources: Pick<Resources, 'by'>;
  readonly healths: EndpointHealths;
  readonly deliveriesQueue: Pick<DeliveriesQueue, 'send'>;
  readonly clock: Clock;
}

/** An endpoint as it was tried. */
export interface TriedEndpoint {
  readonly message: DeliveryMessage;
  readonly url: string;
  readonly by: DisabledBy;
  readonly error: string;
}

/**
 * Disables an integration whose endpoint is gone or has failed for long, with an entry in the audit log, and tells the
 * account's other endpoints that asked for it. True when this call disabled it: not when it was disabled already, was
 * deleted, or has another URL by now, which is tried before it is judged.
 *
 * Told before it is done: after a crash between the two it is told again, under the same ids, and never left out.
 */
export async function disableEndpoint(deps: DisableDeps, { message, url, by, error }: TriedEndpoint): Promise<boolean> {
  const integration = await deps.directory.integration(message.service, message.integration);
  if (integration === null || !integration.is_enabled || integration.endpoint?.url !== url) return false;
  const now = deps.clock();
  const health = await changeHealth(deps.healths, integration.id, (found) =>
    found.disabled === null
      ? { ...found, last_error: error, disabled: { by, at: now, failing_since: found.failing_since ?? now } }
      : found,
  );
  if (health.disabled !== null) await tellOthers(deps, { integration, disabled: health.disabled, health });
  const disabled = { ...integration, is_enabled: false, disabled_by: by };
  const author = { account: integration.account, username: null, token: null };
  const result = await deps.resources.by(author).replace('integration', integration, disabled);
  if (result === 'saved') return true;
  const since = await deps.directory.integration(message.service, message.integration);
  // Somebody configured it meanwhile: the next failure judges what it is now, as a disabling of its own. (Or another
  // worker was first, and all is done.)
  if (since?.is_enabled === true)
    await changeHealth(deps.healths, integration.id, (found) => ({ ...found, disabled: null }));
  return false;
}

/** Rare, so it may read all of the account's services: an index would be written with every configuration. */
async function tellOthers({ directory, deliveriesQueue }: DisableDeps, subject: DisabledSubject): Promise<void> {
  const messages: DeliveryMessage[] = [];
  for (const team of await directory.teams(subject.integration.account)) {
    for (const service of await directory.services(team.id)) {
      const wanting = (await directory.integrations(service.id)).filter((each) => wantsToKnow(each, subject));
      messages.push(...wanting.map((each) => makeDisabledMessage(subject, each)));
    }
  }
  if (messages.length > 0) await deliveriesQueue.send(messages);
}

function wantsToKnow(
  { id, application, is_enabled, endpoint }: Integration,
  { integration }: DisabledSubject,
): boolean {
  const isReady = application === APPLICATIONS.outgoingWebhooks.unique_id && is_enabled && endpoint !== null;
  return isReady && id !== integration.id && endpoint.events.includes('endpoint.disabled');
}
