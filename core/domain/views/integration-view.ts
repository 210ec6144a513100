import { APPLICATIONS, APPLICATION_TYPE, findApplication } from '../../contracts/applications';
import type { Application } from '../../contracts/applications';
import type { JsonObject } from '../../contracts/json';
import type { Integration } from '../../contracts/resources';
import { viewApplication } from './application-view';
import { toWireDate } from './wire-date';

/**
 * The catalogue's entry of an integration.
 * @throws Error when the integration names none: it could not have been saved.
 */
export function applicationOf(integration: Integration): Application {
  const application = findApplication(integration.application);
  if (application === undefined) throw new Error('The integration has an application that is not in the catalogue.');
  return application;
}

/** Path of an integration's intake URL; null for one that takes no alerts. */
export function integrationPath(integration: Integration): string | null {
  const { unique_id, application_type, extension } = applicationOf(integration);
  if (application_type !== APPLICATION_TYPE.alert) return null;
  // The API application is the older intake, and the only place where its senders post (contract §1.12).
  if (unique_id === APPLICATIONS.api.unique_id) return `/api/events/${integration.integration_key}/`;
  return `/integration/${integration.account}/${extension}/${integration.integration_key}/`;
}

/**
 * An integration as the wire shows it: the keys of contract §1.4 and no others, because strict clients refuse more.
 * @param baseUrl Scheme and host of the links, no trailing slash.
 */
export function viewIntegration(integration: Integration, baseUrl: string): JsonObject {
  const application = applicationOf(integration);
  const path = integrationPath(integration);
  return {
    name: integration.name,
    creation_date: toWireDate(integration.created_at),
    summary: integration.summary,
    unique_id: integration.id,
    service: integration.service,
    application: integration.application,
    application_reference: viewApplication(application),
    integration_key: integration.integration_key,
    created_by: integration.created_by,
    is_enabled: integration.is_enabled,
    create_incidents_for: integration.create_incidents_for,
    integration_type: application.application_type,
    default_urgency: integration.default_urgency,
    webhook_url: path === null ? '' : `${baseUrl}${path}`,
  };
}

/** An integration as alerts refer to it (contract §1.9, `integration_object`). */
export function viewAlertIntegration(integration: Integration): JsonObject {
  return {
    name: integration.name,
    creation_date: toWireDate(integration.created_at),
    summary: integration.summary,
    unique_id: integration.id,
    service: integration.service,
    team: integration.team,
    integration_key: integration.integration_key,
    is_enabled: integration.is_enabled,
    integration_type: applicationOf(integration).application_type,
  };
}
