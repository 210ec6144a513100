import type { Integration, IntegrationKeyEntry } from '../contracts/resources';
import { applicationOf } from './views/integration-view';

/** What intake is told of an integration: written together with it, each time it changes. */
export function integrationKeyEntryOf(integration: Integration): IntegrationKeyEntry {
  return {
    integration_key: integration.integration_key,
    account: integration.account,
    team: integration.team,
    service: integration.service,
    integration: integration.id,
    name: integration.name,
    extension: applicationOf(integration).extension,
    is_enabled: integration.is_enabled,
    custom_mapping: integration.custom_mapping?.enabled === true,
    summary: integration.summary,
    created_at: integration.created_at,
  };
}
