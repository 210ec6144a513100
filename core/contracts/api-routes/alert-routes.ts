import type { ApiRoute } from './route';

/** What became of an alert. */
export const ALERT_ROUTES = {
  getAlertStatus: {
    methods: ['GET'],
    path: '/api/alert/status/{trace_id}/',
    access: 'open',
    summary: 'The status of an accepted alert, for 60 minutes',
  },
  explainAlert: {
    methods: ['GET'],
    path: '/api/alert/status/{trace_id}/explain/',
    access: 'read',
    summary: 'What really happened to an alert: steps, binding, incident, deliveries',
  },
} as const satisfies Record<string, ApiRoute>;
