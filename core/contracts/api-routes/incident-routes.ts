import type { ApiRoute } from './route';

/** Incidents (contract §1.9). */
export const INCIDENT_ROUTES = {
  listIncidents: {
    methods: ['GET'],
    path: '/api/incidents/',
    access: 'read',
    summary: "The account's incidents, newest first",
  },
  createIncident: {
    methods: ['POST'],
    path: '/api/incidents/',
    access: 'write',
    body: 'incident',
    summary: 'Open an incident that no alert asked for',
  },
  filterIncidents: {
    methods: ['POST'],
    path: '/api/incidents/filter/',
    access: 'read',
    body: 'incidentFilter',
    summary: 'The incidents that a filter lets through, newest first',
  },
  updateIncident: {
    methods: ['PATCH', 'PUT'],
    path: '/api/incidents/{incident}/',
    access: 'write',
    body: 'incidentChange',
    summary: 'Acknowledge, resolve, edit or hand on an incident',
  },
  getIncident: {
    methods: ['GET'],
    path: '/api/incidents/{incident}/',
    access: 'read',
    summary: 'An incident, by number or unique id',
  },
  listIncidentAlerts: {
    methods: ['GET'],
    path: '/api/incidents/{incident}/alerts/',
    access: 'read',
    summary: 'The alerts of an incident, newest first',
  },
} as const satisfies Record<string, ApiRoute>;
