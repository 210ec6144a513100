import type { Integration } from '../../contracts/resources';
import { cured } from '../../domain/webhook/endpoint-health';
import { changeHealth } from '../change-health';
import type { ApiDeps } from './deps';

/**
 * Forgets what was known of an endpoint and has what is held back for it released. To be called before the change that it
 * is for: the release waits for that for a minute, so that no crash in between leaves a backlog behind that nobody sees to.
 */
export async function reviveEndpoint(
  { healths, deliveriesQueue, clock }: Pick<ApiDeps, 'clock' | 'deliveriesQueue' | 'healths'>,
  { account, service, id: integration }: Integration,
): Promise<void> {
  const health = await changeHealth(healths, integration, (found) => (found.version === 0 ? found : cured(found)));
  // Of one that never failed and was never disabled nothing is held back.
  if (health.backlog === 'none') return;
  await deliveriesQueue.askToRelease({ v: 1, kind: 'release', account, service, integration, nonce: String(clock()) });
}
