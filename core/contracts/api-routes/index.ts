import { ACCOUNT_ROUTES } from './account-routes';
import { ALERT_ROUTES } from './alert-routes';
import { DELIVERY_ROUTES } from './delivery-routes';
import { INCIDENT_ROUTES } from './incident-routes';
import { INTEGRATION_ROUTES } from './integration-routes';
import { OUTGOING_RULE_ROUTES } from './outgoing-rule-routes';
import { SERVICE_ROUTES } from './service-routes';
import { TEAM_ROUTES } from './team-routes';

export type { ApiRoute, HttpMethod, ParamsOf } from './route';

/** The routes in their kinds, by the name that people read over each (`docs/openapi.json`). */
export const API_ROUTE_KINDS = {
  Alerts: ALERT_ROUTES,
  Account: ACCOUNT_ROUTES,
  Teams: TEAM_ROUTES,
  Services: SERVICE_ROUTES,
  Integrations: INTEGRATION_ROUTES,
  'Outgoing rules': OUTGOING_RULE_ROUTES,
  Deliveries: DELIVERY_ROUTES,
  Incidents: INCIDENT_ROUTES,
} as const;

/** Every route of the api function, by name (contract §1, own-routes). */
export const API_ROUTES = {
  ...ALERT_ROUTES,
  ...ACCOUNT_ROUTES,
  ...TEAM_ROUTES,
  ...SERVICE_ROUTES,
  ...INTEGRATION_ROUTES,
  ...OUTGOING_RULE_ROUTES,
  ...DELIVERY_ROUTES,
  ...INCIDENT_ROUTES,
} as const;

export type ApiRouteName = keyof typeof API_ROUTES;
