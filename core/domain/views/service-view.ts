import type { JsonObject } from '../../contracts/json';
import type { Service } from '../../contracts/resources';
import { toWireDate } from './wire-date';

/** What `status` of a service says while it is under maintenance (contract §1.3). */
const UNDER_MAINTENANCE = 4;

/** A service as the wire shows it (contract §1.3). */
export function viewService(service: Service): JsonObject {
  return {
    name: service.name,
    creation_date: toWireDate(service.created_at),
    summary: service.summary,
    description: service.description,
    unique_id: service.id,
    auto_resolve_timeout: service.auto_resolve_timeout,
    created_by: service.created_by,
    team_priority: service.team_priority,
    task_template: service.task_template,
    acknowledgement_timeout: Math.max(service.acknowledgement_timeout, service.disabled_acknowledgement_timeout ?? 0),
    acknowledgement_timeout_enabled: service.acknowledgement_timeout > 0,
    status: service.status,
    escalation_policy: service.escalation_policy,
    team: service.team,
    sla: service.sla,
    collation_time: service.collation_time,
    collation: service.collation,
    under_maintenance: service.status === UNDER_MAINTENANCE,
  };
}
