import { APPLICATIONS } from '../../../core/contracts/applications';
import type {
  EscalationPolicy,
  Integration,
  IntegrationKeyEntry,
  Service,
  Team,
  User,
} from '../../../core/contracts/resources';

/** Resources of one small account that fit together; each builder takes what a test cares about. */

export const ACCOUNT = 'ab1cd';
const CREATED_AT = 1_760_000_000_000_000;

export function aUser(over: Partial<User> = {}): User {
  return {
    account: ACCOUNT,
    username: 'fe07dd6c-1f20-485e-bddb-c',
    first_name: 'Dwight',
    last_name: 'Schrute',
    email: 'dwight@example.com',
    created_at: CREATED_AT,
    version: 1,
    ...over,
  };
}

export function aTeam(over: Partial<Team> = {}): Team {
  return {
    account: ACCOUNT,
    id: '0b333212-4a98-4dce-b77e-12cd02728b4b',
    name: 'Payments',
    owner: aUser().username,
    created_at: CREATED_AT,
    version: 1,
    ...over,
  };
}

export function anEscalationPolicy(over: Partial<EscalationPolicy> = {}): EscalationPolicy {
  return {
    account: ACCOUNT,
    team: aTeam().id,
    id: '5ce8918d-dfac-4f00-b95a-b204dcedafc9',
    name: 'Default',
    summary: '',
    description: '',
    rules: [
      {
        id: 'd0a1b2c3-4e5f-4607-8192-a3b4c5d6e7f8',
        delay: 0,
        position: 1,
        targets: [{ target_type: 2, target_id: aUser().username }],
      },
    ],
    created_at: CREATED_AT,
    version: 1,
    ...over,
  };
}

export function aService(over: Partial<Service> = {}): Service {
  return {
    account: ACCOUNT,
    team: aTeam().id,
    id: 'e84d78d1-6484-4a99-b9f8-c23b6a4e86b0',
    name: 'ZD Prod',
    summary: '',
    description: 'Main application',
    escalation_policy: anEscalationPolicy().id,
    team_priority: null,
    task_template: null,
    sla: null,
    auto_resolve_timeout: 0,
    acknowledgement_timeout: 0,
    status: 1,
    collation: 0,
    collation_time: 0,
    created_by: aUser().username,
    created_at: CREATED_AT,
    version: 1,
    ...over,
  };
}

export function anIntegration(over: Partial<Integration> = {}): Integration {
  return {
    account: ACCOUNT,
    team: aTeam().id,
    service: aService().id,
    id: '1c5a3f0e-6d2b-4f7a-8e9d-0a1b2c3d4e5f',
    name: 'Generic',
    summary: 'Alerts of the shop',
    application: APPLICATIONS.generic.unique_id,
    integration_key: '7e44896b-36c3-4fa2-b145-c292f543d8dc',
    is_enabled: true,
    create_incidents_for: 1,
    default_urgency: 1,
    created_by: aUser().username,
    created_at: CREATED_AT,
    version: 1,
    endpoint: null,
    custom_mapping: null,
    ...over,
  };
}

export function keyEntryOf(integration: Integration, extension = 'generic'): IntegrationKeyEntry {
  const { integration_key, account, team, service, id, name, is_enabled } = integration;
  const custom_mapping = integration.custom_mapping?.enabled === true;
  const { summary, created_at } = integration;
  const of = { integration_key, account, team, service, integration: id };
  return { ...of, name, extension, is_enabled, custom_mapping, summary, created_at };
}
