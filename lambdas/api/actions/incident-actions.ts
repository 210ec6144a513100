import type { INCIDENT_ROUTES } from '../../../core/contracts/api-routes/incident-routes';
import { createIncident } from '../../../core/usecases/api/create-incident';
import {
  createIncidentNote,
  deleteIncidentNote,
  getIncidentNote,
  listIncidentNotes,
  updateIncidentNote,
} from '../../../core/usecases/api/incident-notes';
import {
  createIncidentTag,
  deleteIncidentTag,
  getIncidentTag,
  listIncidentTags,
} from '../../../core/usecases/api/incident-tags';
import { getIncident, getIncidentSettings, listIncidentAlerts } from '../../../core/usecases/api/incidents';
import { filterIncidents, listIncidents } from '../../../core/usecases/api/list-incidents';
import { mergeIncidents } from '../../../core/usecases/api/merge-incidents';
import {
  createResponder,
  deleteResponder,
  getResponder,
  listResponders,
  updateResponder,
} from '../../../core/usecases/api/responders';
import { endSnooze, snoozeIncident } from '../../../core/usecases/api/snooze-incident';
import { updateIncident } from '../../../core/usecases/api/update-incident';
import type { ActionsOf } from './action';

/** What serves INCIDENT_ROUTES. */
export const INCIDENT_ACTIONS: ActionsOf<typeof INCIDENT_ROUTES> = {
  listIncidents,
  createIncident,
  filterIncidents,
  updateIncident,
  getIncident,
  getIncidentSettings,
  listIncidentAlerts,
  listIncidentNotes,
  createIncidentNote,
  getIncidentNote,
  updateIncidentNote,
  deleteIncidentNote,
  listIncidentTags,
  createIncidentTag,
  getIncidentTag,
  deleteIncidentTag,
  listResponders,
  createResponder,
  getResponder,
  updateResponder,
  deleteResponder,
  mergeIncidents,
  snoozeIncident,
  endSnooze,
};
