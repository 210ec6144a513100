import type { AcceptedAlert, AlertFields } from '../../contracts/alert';
import type { StoredAlert } from '../../contracts/outcome';
import type { EscalationPolicy, Integration, Service } from '../../contracts/resources';
import { readAlert } from '../../domain/alert/read-alert';
import { operationKind, type Operation } from '../../domain/binding/operation';
import { openingOf } from '../../domain/incident-opening';
import { alertIdOf } from '../../domain/trace-id';
import type { Directory, IntegrationKeys } from '../ports';

export type BoundFields = AlertFields & { readonly entity_id: string };

/** What is known of an alert before it is bound. */
export type Prepared =
  /** It ends without touching an entity: failed, or suppressed. */
  | { readonly ends: true; readonly stored: StoredAlert }
  | {
      readonly ends: false;
      readonly account: string;
      readonly integration: Integration;
      readonly alert: BoundFields;
      readonly operation: Operation;
    };

export interface PrepareDeps {
  readonly integrationKeys: IntegrationKeys;
  readonly directory: Directory;
}

/** Finds out what an accepted alert means. @throws when the table can't be read: the alert has to be tried again. */
export async function prepareAlert(deps: PrepareDeps, accepted: AcceptedAlert): Promise<Prepared> {
  const where = await findIntegration(deps, accepted);
  if (typeof where === 'string') return failed(accepted, null, where);
  const { integration, service } = where;
  const read = readAlert(accepted.body);
  if (!read.ok) {
    const what = read.errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' ');
    return failed(accepted, integration, what);
  }
  // Without an entity id the alert is bound to nothing but itself: the id follows from its trace id, so that a
  // redelivered alert meets the incident it opened the first time.
  const alert = { ...read.alert, entity_id: read.alert.entity_id ?? alertIdOf(accepted.trace_id) };
  if (alert.suppressed) return suppressed(accepted, integration, alert);
  const policy = await findPolicy(deps.directory, service, alert.escalation_policy);
  return {
    ends: false,
    account: integration.account,
    integration,
    alert,
    operation: {
      trace_id: accepted.trace_id,
      at: accepted.accepted_at,
      kind: operationKind(alert.alert_type, integration.create_incidents_for),
      opening: openingOf(alert, { integration, service, policy }),
    },
  };
}

/** The alert's integration and service, or in a sentence why it has none any more. */
async function findIntegration(
  { integrationKeys, directory }: PrepareDeps,
  accepted: AcceptedAlert,
): Promise<{ integration: Integration; service: Service } | string> {
  const entry = await integrationKeys.find(accepted.integration_key);
  if (entry === null) return 'The integration does not exist any more.';
  const integration = await directory.integration(entry.service, entry.integration);
  const service = await directory.service(entry.team, entry.service);
  if (integration === null || service === null) return 'The integration does not exist any more.';
  // Ingest refuses such alerts; one gets here when it was accepted just before, or while the table could not be read.
  return integration.is_enabled ? { integration, service } : 'The integration is disabled.';
}

/** The policy the alert names if the team has it, else the service's (contract §1.12: unknown ids are ignored). */
async function findPolicy(
  directory: Directory,
  service: Service,
  named: string | null,
): Promise<EscalationPolicy | null> {
  const own = named === null ? null : await directory.escalationPolicy(service.team, named);
  return own ?? directory.escalationPolicy(service.team, service.escalation_policy);
}

function stored(
  accepted: AcceptedAlert,
  integration: Integration | null,
): Omit<StoredAlert, 'outcome' | 'alert' | 'body'> {
  return {
    trace_id: accepted.trace_id,
    accepted_at: accepted.accepted_at,
    account: integration?.account ?? accepted.account,
    integration: integration && integrationRef(integration),
  };
}

/** What a stored alert says of its integration. */
export function integrationRef({ id, name, service, team }: Integration): NonNullable<StoredAlert['integration']> {
  return { id, name, service, team };
}

function failed(accepted: AcceptedAlert, integration: Integration | null, error: string): Prepared {
  const outcome = { status: 'failed', error } as const;
  return { ends: true, stored: { ...stored(accepted, integration), outcome, alert: null, body: accepted.body } };
}

/** A suppressed alert is kept and changes no incident, whatever its type (contract §2.3). */
function suppressed(accepted: AcceptedAlert, integration: Integration, alert: BoundFields): Prepared {
  const outcome = {
    status: 'completed',
    incident: null,
    is_incident_created: false,
    suppressed: true,
    reason: 'Suppressed: the alert is kept and changes no incident.',
  } as const;
  return { ends: true, stored: { ...stored(accepted, integration), outcome, alert, body: null } };
}
