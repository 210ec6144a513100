import type { EndpointHealth } from '../contracts/endpoint-health';
import type { EndpointHealths } from './ports';

/** More than the copies of deliver that can be at work on one endpoint and change it at the same moment. */
const TRIES = 200;

/**
 * Changes what is remembered of an endpoint's health, on whatever the others have written by then; gives what it is
 * afterwards. A change that gives back the very same object writes nothing.
 * @throws when it can't be written (table, or others were first every time): the message comes again.
 */
export async function changeHealth(
  healths: EndpointHealths,
  integration: string,
  change: (health: EndpointHealth) => EndpointHealth,
): Promise<EndpointHealth> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const health = await healths.load(integration);
    const changed = change(health);
    if (changed === health) return health;
    if ((await healths.save(integration, changed)) === 'saved') return { ...changed, version: health.version + 1 };
  }
  throw new Error(`The health of endpoint ${integration} is written by too many at once.`);
}
