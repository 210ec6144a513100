import type { Integration } from '../../core/contracts/resources';
import { anEndpoint, anOutgoingIntegration } from '../support/builders/outgoing';
import { anEscalationPolicy, anIntegration, aService, aTeam, aUser } from '../support/builders/resources';
import { MemoryResources } from '../support/fakes/memory-resources';
import type { Plan } from './plan';
import { ENDPOINTS } from './receivers';

/** Takes one alert in a body, in the generic form. */
export const MONITOR = anIntegration();

/** Takes a body of many. */
export const MAPPED = anIntegration({
  id: '2d6b4f1e-7e3c-4a8b-9f0e-1b2c3d4e5f60',
  integration_key: '8f55907c-47d4-4ab3-a256-d3a3f654e9ed',
  custom_mapping: {
    enabled: true,
    for_each: 'payload.alerts',
    blocks: [{ set: { message: 'from {{item.id}}', entity_id: '{{item.id}}', alert_type: '{{item.type}}' } }],
  },
});

/** Told of everything, and one that leaves acknowledges out. */
export const OUTGOING: readonly Integration[] = [
  anOutgoingIntegration({ endpoint: anEndpoint({ url: ENDPOINTS[0] }) }),
  anOutgoingIntegration({
    id: 'ae1c7b68-1f90-4d6a-8d1b-6e9f5a1c8b22',
    integration_key: '402a7b1c-8d22-4a6c-ae6b-6d2a1d1f9b46',
    endpoint: anEndpoint({ url: ENDPOINTS[1], events: ['triggered', 'resolved'] }),
  }),
];

/** The resources of a plan's deployment, in memory. */
export async function makeResources(plan: Plan, start: number): Promise<MemoryResources> {
  const resources = new MemoryResources();
  await resources.put('user', aUser());
  await resources.put('team', aTeam());
  await resources.put('escalation_policy', anEscalationPolicy());
  const timeouts = {
    auto_resolve_timeout: plan.autoResolve,
    acknowledgement_timeout: plan.acknowledgementTimeout,
  };
  await resources.put('service', aService(timeouts));
  const { createIncidentsFor: create_incidents_for } = plan;
  for (const integration of [MONITOR, MAPPED]) {
    await resources.put('integration', { ...integration, create_incidents_for });
  }
  for (const integration of OUTGOING) await resources.put('integration', integration);
  if (plan.maintenance !== null) await resources.put('maintenance_window', windowOf(plan.maintenance, start));
  return resources;
}

function windowOf({ from, to }: NonNullable<Plan['maintenance']>, start: number) {
  const { account, id: team } = aTeam();
  return {
    ...{ account, team, unique_id: 'window', name: 'Maintenance', version: 1, created_at: 1 },
    ...{ time_zone: 'UTC', repeat_interval: 0 as const, repeat_until: null, services: [aService().id] },
    // Windows are in milliseconds.
    start: Math.floor((start + from) / 1_000),
    end: Math.floor((start + to) / 1_000),
  };
}
