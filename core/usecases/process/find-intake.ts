import type { AcceptedAlert } from '../../contracts/alert';
import type { Router, RouterKeyEntry, Ruleset } from '../../contracts/routing';
import type { Directory, IntegrationKeys } from '../ports';
import { GONE, findArrival, type Arrival, type EngineCache } from './find-engine';

/** The router that an alert was posted to. */
export interface RouterIntake {
  readonly router: Router;
  /** In no order. */
  readonly rulesets: readonly Ruleset[];
}

/** Reading of the configuration may throw: the alert has to be tried again. */
export interface FindIntakeDeps {
  readonly integrationKeys: IntegrationKeys;
  readonly directory: Directory;
}

/** Finds what an alert was posted to, or says in a sentence why nothing takes it any more. */
export async function findIntake(
  { integrationKeys, directory }: FindIntakeDeps,
  accepted: AcceptedAlert,
  engines: EngineCache,
): Promise<Arrival | RouterIntake | string> {
  const entry = await integrationKeys.find(accepted.integration_key);
  if (entry === null) return GONE;
  return 'router' in entry ? findRouter(directory, entry) : findArrival(directory, entry, engines);
}

async function findRouter(directory: Directory, entry: RouterKeyEntry): Promise<RouterIntake | string> {
  const [router, rulesets] = await Promise.all([
    directory.resource('router', entry.account, entry.router),
    directory.resources('ruleset', entry.router),
  ]);
  if (router === null) return 'The router does not exist any more.';
  return router.is_enabled ? { router, rulesets } : 'The router is disabled.';
}
