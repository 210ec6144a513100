import type { AlertFields } from '../../contracts/alert';
import type { IntegrationError } from '../../contracts/integration-error';
import type { IncidentSettings } from '../../contracts/incident-settings';
import type { Micros } from '../../contracts/incident';
import type { Outcome, StoredAlert } from '../../contracts/outcome';
import type { Integration } from '../../contracts/resources';
import { operationKind, type Operation } from '../../domain/binding/operation';
import { collationOf, type Collation } from '../../domain/collation/group-keys';
import type { EngineAlert, EngineBody } from '../../domain/engine';
import { boundEntityId } from '../../domain/entity-id';
import { errorBodyOf } from '../../domain/integration-error';
import { alertIdOf, type ProvenTrace } from '../../domain/trace-id';
import { decideMutedEndpoints } from '../decide-muted-endpoints';
import type { Directory, Entities } from '../ports';
import type { Arrival } from './find-engine';
import { findOpening } from './find-opening';

/** An error to be recorded when the alert is stored. */
export type PreparedError = Omit<IntegrationError, 'id'>;

export type BoundFields = AlertFields & { readonly entity_id: string };

/** What is known of an alert before it is bound. `errors` are to be listed with its integration. */
export type Prepared = { readonly errors: readonly PreparedError[] } & (
  | /** It ends without touching an entity: failed, or suppressed. */ {
      readonly ends: true;
      readonly stored: StoredAlert;
    }
  | {
      readonly ends: false;
      readonly integration: Integration;
      readonly operation: Operation;
      /** Null where its service does not collate it. */
      readonly collation: Collation | null;
      /** The alert's row but for the outcome, which binding decides. */
      readonly row: Omit<StoredAlert, 'outcome' | 'alert'> & { readonly alert: BoundFields };
    }
);

export interface PrepareDeps {
  readonly directory: Directory;
  readonly entities: Entities;
}

/** One alert of a body: which one, and the trace id it ends under. */
export interface Element {
  readonly index: number;
  readonly trace: ProvenTrace;
}

/** Finds out what an alert means. @throws when the table can't be read: the alert has to be tried again. */
export async function prepareAlert(
  deps: PrepareDeps,
  arrival: Arrival,
  body: EngineBody,
  { index, trace }: Element,
): Promise<Prepared> {
  const { integration } = arrival;
  if (index >= body.count) return gone(arrival, trace);
  const engineAlert = body.alertAt(index, {
    at: trace.acceptedAt,
    similarAt: await similarIncident(deps, arrival, body.similarKeyAt(index, trace.acceptedAt), trace),
    freshId: () => alertIdOf(trace.traceId),
  });
  const errors = errorsOf(engineAlert, body, integration.id, trace);
  if (engineAlert.effect === 'failed') {
    const alert = engineAlert.fields && withEntityId(engineAlert.fields, trace);
    const outcome: Outcome = { status: 'failed', error: engineAlert.reason };
    const row = rowOf(arrival, trace, engineAlert);
    return { ends: true, errors, stored: { ...row, outcome, alert, body: body.bodyAt(index) } };
  }
  const row = { ...rowOf(arrival, trace, engineAlert), alert: withEntityId(engineAlert.fields, trace) };
  if (engineAlert.effect === 'suppressed') return { ends: true, errors, stored: { ...row, outcome: SUPPRESSED } };
  const operation = await operationOf(deps, arrival, row.alert, { trace, settings: engineAlert.settings });
  const collation = await collationFor(deps.directory, arrival, row.alert);
  return { ends: false, errors, integration, operation, collation, row };
}

async function collationFor(
  directory: Directory,
  { integration, service }: Arrival,
  alert: BoundFields,
): Promise<Collation | null> {
  if (service.collation === 0) return null;
  const [policy] = await directory.resources('alert_grouping_policy', service.id);
  return collationOf(service, policy ?? null, { integration: integration.id, alert });
}

/** A suppressed alert is kept and changes no incident, whatever its type (contract §2.3; docs/api.md). */
const SUPPRESSED: Outcome = {
  status: 'completed',
  incident: null,
  is_incident_created: false,
  suppressed: true,
  reason: 'Suppressed: the alert is kept and changes no incident.',
};

/** The mapping was changed between the parts of one large body, which therefore has fewer elements than it had. */
function gone(arrival: Arrival, trace: ProvenTrace): Prepared {
  const outcome: Outcome = {
    status: 'failed',
    error: 'The custom mapping was changed before this element of the body could be processed.',
  };
  return { ends: true, errors: [], stored: { ...rowOf(arrival, trace), outcome, alert: null } };
}

/**
 * Without an entity id the alert is bound to nothing but itself: the id follows from its trace id, so that a
 * redelivered alert meets the incident it opened the first time.
 */
function withEntityId(fields: AlertFields, trace: ProvenTrace): BoundFields {
  return { ...fields, entity_id: boundEntityId(fields.entity_id ?? alertIdOf(trace.traceId)) };
}

function rowOf(
  { integration: { account, id, name, service, team }, routing }: Arrival,
  trace: ProvenTrace,
  engineAlert?: EngineAlert,
): Omit<StoredAlert, 'outcome' | 'alert'> {
  return {
    trace_id: trace.traceId,
    accepted_at: trace.acceptedAt,
    account,
    integration: { id, name, service, team },
    body: null,
    explain: [...routing, ...(engineAlert?.explain ?? [])],
    fan_out: null,
  };
}

function errorsOf(
  engineAlert: EngineAlert,
  body: EngineBody,
  integration: string,
  trace: ProvenTrace,
): readonly PreparedError[] {
  const error = (kind: IntegrationError['kind'], reason: string): PreparedError => ({
    integration,
    at: trace.acceptedAt,
    trace_id: trace.traceId,
    kind,
    reason,
    body: errorBodyOf(body.bodyAt(engineAlert.index)),
  });
  const failed = engineAlert.effect === 'failed' ? [error('failed', engineAlert.reason)] : [];
  return [...failed, ...engineAlert.errors.map(({ name, message }) => error('rule', `Rule "${name}": ${message}`))];
}

/** When the last incident of the entity was opened, for rules that ask; not by this very alert, processed once more. */
async function similarIncident(
  { entities }: PrepareDeps,
  { integration }: Arrival,
  entityId: string | null,
  trace: ProvenTrace,
): Promise<() => Micros | null> {
  const head = entityId === null ? null : await entities.load(integration.id, entityId);
  const incident = head?.incident ?? null;
  const similar = incident !== null && incident.opened_by !== trace.traceId ? incident.created_at : null;
  return () => similar;
}

/** What an alert means to its entity. Only an alert that may open an incident has outgoing rules decide about it. */
async function operationOf(
  deps: PrepareDeps,
  arrival: Arrival,
  alert: BoundFields,
  { trace, settings }: { readonly trace: ProvenTrace; readonly settings: IncidentSettings },
): Promise<Operation> {
  const { integration, service } = arrival;
  const kind = operationKind(alert.alert_type, integration.create_incidents_for);
  const at = trace.acceptedAt;
  const undecided = await findOpening(deps.directory, { alert, settings, integration, service, at });
  const similarAt = async () => (await similarIncident(deps, arrival, alert.entity_id, trace))();
  const opening =
    kind === 'trigger'
      ? await decideMutedEndpoints(deps, undecided, { at, alert, similarAt })
      : { ...undecided, muted_endpoints: [] };
  return { trace_id: trace.traceId, at, kind, opening };
}
