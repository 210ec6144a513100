import type { JsonObject } from '../../contracts/json';
import type { StoredMaintenanceWindow } from '../../contracts/maintenance-window';
import { deriveUuid } from '../derive-uuid';
import { toWireDate } from './wire-date';

/** A maintenance window as the wire shows it (contract §1.11). */
export function viewMaintenanceWindow(window: StoredMaintenanceWindow): JsonObject {
  return {
    unique_id: window.unique_id,
    name: window.name,
    start_time: toSeconds(window.start),
    end_time: toSeconds(window.end),
    time_zone: window.time_zone,
    repeat_interval: window.repeat_interval,
    repeat_until: window.repeat_until === null ? null : toSeconds(window.repeat_until),
    services: window.services.map((service) => ({
      unique_id: deriveUuid('maintenance of a service', window.unique_id, service),
      service,
    })),
    creation_date: toWireDate(window.created_at),
    // The newest client takes no window without it (docs/api.md); there are no templates here.
    maintenance_template: null,
  };
}

/** Seconds and no decimals: the only form that one strict client reads (contract §4). */
function toSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
