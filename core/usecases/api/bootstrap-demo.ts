import { createHmac } from 'node:crypto';
import { APPLICATIONS } from '../../contracts/applications';
import type { BootstrapResponse } from '../../contracts/environment';
import type { Account, Integration, Service, Team } from '../../contracts/resources';
import { deriveUuid } from '../../domain/derive-uuid';
import { KEY_RANDOM_BYTES, makeIntegrationKey } from '../../domain/integration-key';
import { SERVICE_DEFAULTS } from '../../domain/service-defaults';
import { defaultEscalationPolicy } from '../../domain/team-defaults';
import { integrationPath } from '../../domain/views/integration-view';
import type { BootstrapDeps } from './bootstrap';
import { makeTeamWithDefaults } from './teams';

/** Makes what of the demo isn't there: a team with its escalation policy, a service and a generic integration. */
export async function makeDemo(deps: BootstrapDeps, account: Account): Promise<NonNullable<BootstrapResponse['demo']>> {
  const team = await makeTeam(deps, account);
  const service = await makeService(deps, team);
  const integration = await makeIntegration(deps, service);
  return {
    team: team.id,
    service: service.id,
    integration: integration.id,
    integration_path: integrationPath(integration) ?? '',
  };
}

async function makeTeam(deps: BootstrapDeps, account: Account): Promise<Team> {
  const id = deriveUuid('demo team', account.id);
  const existing = await deps.directory.team(account.id, id);
  if (existing !== null) return existing;
  const team = { account: account.id, id, name: 'Demo team', owner: account.owner, created_at: deps.clock() };
  await makeTeamWithDefaults(deps, team);
  return team;
}

async function makeService(deps: BootstrapDeps, team: Team): Promise<Service> {
  const id = deriveUuid('demo service', team.id);
  const existing = await deps.directory.service(team.id, id);
  if (existing !== null) return existing;
  const service: Service = {
    account: team.account,
    team: team.id,
    id,
    name: 'Demo service',
    summary: 'A service to try things out with.',
    ...SERVICE_DEFAULTS,
    escalation_policy: defaultEscalationPolicy(team).id,
    created_by: team.owner,
    created_at: deps.clock(),
  };
  await deps.resources.create('service', service);
  return service;
}

async function makeIntegration(deps: BootstrapDeps, service: Service): Promise<Integration> {
  const id = deriveUuid('demo integration', service.id);
  const existing = await deps.directory.integration(service.id, id);
  if (existing !== null) return existing;
  const integration: Integration = {
    account: service.account,
    team: service.team,
    service: service.id,
    id,
    name: 'Demo integration',
    summary: 'Takes alerts to try things out with.',
    application: APPLICATIONS.generic.unique_id,
    integration_key: demoKey(deps, id),
    is_enabled: true,
    create_incidents_for: 1,
    default_urgency: 1,
    created_by: service.created_by,
    created_at: deps.clock(),
    endpoint: null,
    custom_mapping: null,
  };
  await deps.resources.create('integration', integration);
  return integration;
}

/**
 * The key has to be secret and still the same for two who make the demo at once (one would else leave a second key's
 * entry behind): its randomness is a MAC that takes the deployment's secret.
 */
function demoKey({ signingKeys }: BootstrapDeps, integration: string): string {
  const random = createHmac('sha256', signingKeys.integrationKeys).update(`demo ${integration}`).digest();
  return makeIntegrationKey(random.subarray(0, KEY_RANDOM_BYTES), signingKeys.integrationKeys);
}
