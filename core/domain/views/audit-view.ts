import type { AuditEntry } from '../../contracts/audit-entry';
import type { JsonObject } from '../../contracts/json';
import { toWireDate } from './wire-date';

/** An entry of the audit log as the wire shows it (own-routes, "API tokens"). */
export function viewAuditEntry(entry: AuditEntry): JsonObject {
  return {
    unique_id: entry.id,
    time: toWireDate(entry.at),
    user: entry.username,
    token: entry.token,
    action: entry.action,
    resource_type: entry.kind,
    resource_id: entry.resource,
    team: entry.team,
    before: entry.before,
    after: entry.after,
  };
}
