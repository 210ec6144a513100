import type { AlertGroupingPolicy } from '../../contracts/alert-grouping-policy';
import type { JsonObject } from '../../contracts/json';
import { toWireDate } from './wire-date';

/** An alert grouping policy as the wire shows it (contract §1.3). */
export function viewAlertGroupingPolicy(policy: AlertGroupingPolicy): JsonObject {
  const { id, service, match_mode, match_fields, time_window, is_active, created_at, updated_at } = policy;
  return {
    unique_id: id,
    service,
    match_mode,
    match_fields: { static_fields: match_fields.static_fields, custom_fields: match_fields.custom_fields },
    time_window,
    is_active,
    created_at: toWireDate(created_at),
    updated_at: toWireDate(updated_at),
  };
}
