import type { INCIDENT_ROUTES } from '../../../core/contracts/api-routes/incident-routes';
import { getIncident, listIncidentAlerts } from '../../../core/usecases/api/incidents';
import type { ActionsOf } from './action';

/** What serves INCIDENT_ROUTES. */
export const INCIDENT_ACTIONS: ActionsOf<typeof INCIDENT_ROUTES> = {
  getIncident,
  listIncidentAlerts,
};
