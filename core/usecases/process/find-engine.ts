import type { ExplainStep } from '../../contracts/explain';
import type { StoredMaintenanceWindow } from '../../contracts/maintenance-window';
import type { Integration, Service } from '../../contracts/resources';
import type { RoutingTarget } from '../../contracts/routing';
import type { StoredRule } from '../../contracts/schemas/alert-rule';
import { compileEngine, type Engine } from '../../domain/engine';
import type { Directory } from '../ports';

/** Where an accepted alert arrived, and what its integration makes of bodies. */
export interface Arrival {
  readonly integration: Integration;
  readonly service: Service;
  readonly engine: Engine;
  /** How a router sent it there; empty when it was posted to the integration itself. */
  readonly routing: readonly ExplainStep[];
}

export const GONE = 'The integration does not exist any more.';

/**
 * Finds an integration with its engine, or says in a sentence why it takes no alerts any more.
 * @throws when the configuration can't be read: the alert has to be tried again.
 */
export async function findArrival(
  directory: Directory,
  target: RoutingTarget,
  engines: EngineCache,
): Promise<Arrival | string> {
  const [integration, service, rules, windows] = await Promise.all([
    directory.integration(target.service, target.integration),
    directory.service(target.team, target.service),
    directory.rules(target.integration),
    directory.maintenanceWindows(target.team),
  ]);
  if (integration === null || service === null) return GONE;
  // Ingest refuses such alerts; one gets here when it was accepted just before, while the table could not be read, or by
  // way of a router.
  if (!integration.is_enabled) return 'The integration is disabled.';
  return { integration, service, engine: engines.get(integration, rules, windows), routing: [] };
}

/**
 * Compiled engines, one per integration: a cached directory hands out the same objects for a few seconds, and for so
 * long the same engine does. Compiling takes longer than running it.
 */
export class EngineCache {
  private readonly engines = new WeakMap<
    Integration,
    { rules: readonly StoredRule[]; windows: readonly StoredMaintenanceWindow[]; engine: Engine }
  >();

  get(integration: Integration, rules: readonly StoredRule[], windows: readonly StoredMaintenanceWindow[]): Engine {
    const known = this.engines.get(integration);
    if (known?.rules === rules && known.windows === windows) return known.engine;
    const { custom_mapping, default_urgency, service } = integration;
    const engine = compileEngine({ custom_mapping, rules, default_urgency, service, windows });
    this.engines.set(integration, { rules, windows, engine });
    return engine;
  }
}
