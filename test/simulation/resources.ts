import type { IntegrationRule, TeamMaintenanceWindow } from '../../core/contracts/resource-types';
import type { Integration } from '../../core/contracts/resources';
import type { Ruleset, RulesetAction } from '../../core/contracts/routing';
import { ACTION_TYPES } from '../../core/contracts/schemas/alert-rule';
import type { CustomMapping } from '../../core/contracts/schemas/custom-mapping';
import { hashToken } from '../../core/domain/api-token';
import { anAlertGroupingPolicy } from '../support/builders/alert-grouping-policies';
import { anEndpoint, anOutgoingIntegration } from '../support/builders/outgoing';
import { anEscalationPolicy, anIntegration, aService, aTeam, aUser } from '../support/builders/resources';
import { aRouter, aRuleset } from '../support/builders/routing';
import { MemoryResources } from '../support/fakes/memory-resources';
import type { HistoricItems } from './history';
import type { Plan, PlannedCollation } from './plan';
import { ENDPOINTS } from './receivers';

/** What people use the API with. */
export const TOKEN = '5ca1ab1e'.repeat(5);

/** Takes one alert in a body, in the generic form. */
export const MONITOR = anIntegration();

/** What the other integration makes of the elements of a body; renamed, they are about other entities. */
export function mappingOf(isRenamed: boolean): CustomMapping {
  const entity_id = isRenamed ? 'new-{{item.id}}' : '{{item.id}}';
  return {
    enabled: true,
    for_each: 'payload.alerts',
    blocks: [{ set: { message: 'from {{item.id}}', entity_id, alert_type: '{{item.type}}' } }],
  };
}

/** Takes a body of many. */
export const MAPPED = anIntegration({
  id: '2d6b4f1e-7e3c-4a8b-9f0e-1b2c3d4e5f60',
  integration_key: '8f55907c-47d4-4ab3-a256-d3a3f654e9ed',
  custom_mapping: mappingOf(false),
});

export const INCOMING: readonly Integration[] = [MONITOR, MAPPED];

/** Told of everything, and one that leaves acknowledges out. */
export const OUTGOING: readonly Integration[] = [
  anOutgoingIntegration({ endpoint: anEndpoint({ url: ENDPOINTS[0] }) }),
  anOutgoingIntegration({
    id: 'ae1c7b68-1f90-4d6a-8d1b-6e9f5a1c8b22',
    integration_key: '402a7b1c-8d22-4a6c-ae6b-6d2a1d1f9b46',
    endpoint: anEndpoint({ url: ENDPOINTS[1], events: ['triggered', 'resolved'] }),
  }),
];

/** Suppresses what is labelled `y`, when it is switched on. */
export const RULE: IntegrationRule = {
  ...{ account: aTeam().account, team: aTeam().id, integration: MONITOR.id, version: 1, created_at: 1 },
  unique_id: '6a0d7a55-8a6b-4d3f-9c58-0a8e6f1d2b33',
  rule: {
    ...{ description: '', rule_type: 0, stop: false, position: 1, is_enabled: false },
    condition: { field: '$.label', op: 'equals', value: 'y' },
    actions: [{ action_type: ACTION_TYPES.suppress, key: '', value: '' }],
  },
};

/** Takes whatever comes, and knows by its `route` where it goes. */
export const ROUTER = aRouter();

export const RULESETS: readonly Ruleset[] = [
  rulesetOf('monitor', '5b1f7c3e-2d4a-4e6b-9f8a-0c1d2e3f4a01', { effect: 'route', target: targetOf(MONITOR) }),
  rulesetOf('mapped', '5b1f7c3e-2d4a-4e6b-9f8a-0c1d2e3f4a02', { effect: 'route', target: targetOf(MAPPED) }),
  rulesetOf('quiet', '5b1f7c3e-2d4a-4e6b-9f8a-0c1d2e3f4a03', { effect: 'suppress' }),
];

type Effect = RulesetAction extends infer A ? (A extends { readonly id: string } ? Omit<A, 'id'> : never) : never;

function rulesetOf(name: string, id: string, effect: Effect): Ruleset {
  const action = { id: '9e8d7c6b-5a4f-4e3d-8c2b-1a0f9e8d7c6b', ...effect } as RulesetAction;
  return aRuleset({ id, name, condition: { field: '$.route', op: 'equals', value: name }, action });
}

function targetOf({ team, service, id: integration }: Integration) {
  return { team, service, integration };
}

/** The service's one maintenance window. Times are milliseconds. */
export function windowOf(start: number, end: number): TeamMaintenanceWindow {
  const { account, id: team } = aTeam();
  return {
    ...{ account, team, unique_id: 'c0ffee00-1d2e-4f3a-8b4c-5d6e7f8091a2', name: 'Maintenance', version: 1 },
    ...{ created_at: 1, time_zone: 'UTC', repeat_interval: 0 as const, repeat_until: null },
    ...{ services: [aService().id], start, end },
  };
}

/** The resources of a plan's deployment, in memory. */
export async function makeResources(plan: Plan, start: number, items: HistoricItems): Promise<MemoryResources> {
  const resources = new MemoryResources({ failAt: Infinity, claimed: null, entries: 0, items, audit: [] });
  await putPeople(resources);
  const { createIncidentsFor: create_incidents_for, collation, maintenance } = plan;
  await resources.put('service', serviceOf(plan));
  if (collation !== null && collation.by !== 'time') await resources.put('alert_grouping_policy', policyOf(collation));
  for (const integration of INCOMING) await resources.put('integration', { ...integration, create_incidents_for });
  for (const integration of OUTGOING) await resources.put('integration', integration);
  await resources.put('rule', RULE);
  await resources.put('router', ROUTER);
  for (const ruleset of RULESETS) await resources.put('ruleset', ruleset);
  // One that is over long since where the plan has none: it can be moved.
  const { from, to } = maintenance ?? { from: -2_000_000, to: -1_000_000 };
  const inMillis = (time: number): number => Math.floor((start + time) / 1_000);
  await resources.put('maintenance_window', windowOf(inMillis(from), inMillis(to)));
  return resources;
}

async function putPeople(resources: MemoryResources): Promise<void> {
  const { account, username } = aUser();
  await resources.put('user', aUser());
  await resources.put('team', aTeam());
  await resources.put('escalation_policy', anEscalationPolicy());
  const token = { id: 'b1a5c0de-0000-4000-8000-000000000001', account, name: 'Console', scope: 'admin' as const };
  await resources.put('token', { ...token, teams: null, hash: hashToken(TOKEN), username, created_at: 1 });
}

function serviceOf({ autoResolve, acknowledgementTimeout, collation }: Plan) {
  const timeouts = { auto_resolve_timeout: autoResolve, acknowledgement_timeout: acknowledgementTimeout };
  if (collation === null) return aService(timeouts);
  return aService({ ...timeouts, collation: collation.by === 'time' ? 1 : 3, collation_time: collation.minutes });
}

function policyOf({ by, minutes }: PlannedCollation) {
  return anAlertGroupingPolicy({
    match_mode: by === 'any' ? 1 : 2,
    match_fields: { static_fields: ['incident_title'], custom_fields: ['$.label'] },
    time_window: minutes,
  });
}
