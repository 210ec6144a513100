import type { AcceptedAlert } from '../../contracts/alert';
import type { StoredMaintenanceWindow } from '../../contracts/maintenance-window';
import type { Integration, Service } from '../../contracts/resources';
import type { StoredRule } from '../../contracts/schemas/alert-rule';
import { compileEngine, type Engine } from '../../domain/engine';
import type { Directory, IntegrationKeys } from '../ports';

/** Where an accepted alert arrived, and what its integration makes of bodies. */
export interface Arrival {
  readonly integration: Integration;
  readonly service: Service;
  readonly engine: Engine;
}

/** Reading of the configuration may throw: the alert has to be tried again. */
export interface FindEngineDeps {
  readonly integrationKeys: IntegrationKeys;
  readonly directory: Directory;
}

/** Finds an alert's integration with its engine, or says in a sentence why it has none any more. */
export async function findArrival(
  { integrationKeys, directory }: FindEngineDeps,
  accepted: AcceptedAlert,
  engines: EngineCache,
): Promise<Arrival | string> {
  const entry = await integrationKeys.find(accepted.integration_key);
  if (entry === null) return 'The integration does not exist any more.';
  const [integration, service, rules, windows] = await Promise.all([
    directory.integration(entry.service, entry.integration),
    directory.service(entry.team, entry.service),
    directory.rules(entry.integration),
    directory.maintenanceWindows(entry.team),
  ]);
  if (integration === null || service === null) return 'The integration does not exist any more.';
  // Ingest refuses such alerts; one gets here when it was accepted just before, or while the table could not be read.
  if (!integration.is_enabled) return 'The integration is disabled.';
  return { integration, service, engine: engines.get(integration, rules, windows) };
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
