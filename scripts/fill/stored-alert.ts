import type { AlertType } from '../../core/contracts/alert';
import type { StoredAlert } from '../../core/contracts/outcome';
import type { Integration } from '../../core/contracts/resources';
import type { Operation, OperationKind } from '../../core/domain/binding/operation';
import type { BoundAlert, EntityGroup } from '../../core/usecases/process/bind-entities';

/** The alerts of one entity, and the integration that they came through. */
export interface FillGroup extends EntityGroup {
  readonly of: Integration;
}

const TYPES: Readonly<Record<OperationKind, AlertType>> = {
  trigger: 'critical',
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  append: 'info',
};

/** An alert with its outcome, as process stores it. */
export function storedAlertOf(
  { account, entity_id, of: { id, name, service, team } }: FillGroup,
  { trace_id, at, kind, opening: { title, summary } }: Operation,
  bound: ReadonlyMap<string, BoundAlert>,
): StoredAlert {
  const { incident = null, created = false, reason = '' } = bound.get(trace_id) ?? {};
  const references = { sla: null, escalation_policy: null, priority: null, tags: [] };
  const unsaid = { suppressed: false, urls: [], stakeholders: null, stakeholders_comms: null, ...references };
  const fields = { message: title, summary, alert_type: TYPES[kind], entity_id, payload: { used: 95.2 } };
  return {
    ...{ trace_id, account, accepted_at: at, body: null, explain: [], fan_out: null },
    integration: { id, name, service, team },
    outcome: { status: 'completed', incident, is_incident_created: created, suppressed: false, reason },
    alert: { ...unsaid, ...fields },
  };
}
