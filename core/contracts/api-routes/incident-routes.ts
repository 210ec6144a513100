import type { ApiRoute } from './route';

/** Incidents (contract §1.9). */
export const INCIDENT_ROUTES = {
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
