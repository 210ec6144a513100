import { ACCOUNT_ROUTES } from './account-routes';
import { ALERT_GROUPING_POLICY_ROUTES } from './alert-grouping-policy-routes';
import { ALERT_ROUTES } from './alert-routes';
import { DELIVERY_ROUTES } from './delivery-routes';
import { HEALTH_ROUTES } from './health-routes';
import { INCIDENT_ROUTES } from './incident-routes';
import { INTEGRATION_ROUTES } from './integration-routes';
import { OUTGOING_RULE_ROUTES } from './outgoing-rule-routes';
import { PEOPLE_ROUTES } from './people-routes';
import { ROUTER_ROUTES } from './router-routes';
import { SERVICE_ROUTES } from './service-routes';
import { TEAM_RESOURCE_ROUTES } from './team-resource-routes';
import { TEAM_ROUTES } from './team-routes';
import { TOKEN_ROUTES } from './token-routes';
import { USER_DETAIL_ROUTES } from './user-detail-routes';

export type { ApiRoute, HttpMethod, ParamsOf } from './route';

/** The routes in their kinds, by the name that people read over each (`docs/openapi.json`). */
export const API_ROUTE_KINDS = {
  Alerts: ALERT_ROUTES,
  Account: ACCOUNT_ROUTES,
  'API tokens': TOKEN_ROUTES,
  People: PEOPLE_ROUTES,
  'People’s details': USER_DETAIL_ROUTES,
  Teams: TEAM_ROUTES,
  'Team resources': TEAM_RESOURCE_ROUTES,
  Services: SERVICE_ROUTES,
  'Alert grouping policies': ALERT_GROUPING_POLICY_ROUTES,
  Integrations: INTEGRATION_ROUTES,
  'Outgoing rules': OUTGOING_RULE_ROUTES,
  'Global routers': ROUTER_ROUTES,
  Deliveries: DELIVERY_ROUTES,
  Incidents: INCIDENT_ROUTES,
  Health: HEALTH_ROUTES,
} as const;

/** Every route of the api function, by name (contract §1, own-routes). */
export const API_ROUTES = {
  ...ALERT_ROUTES,
  ...ACCOUNT_ROUTES,
  ...TOKEN_ROUTES,
  ...PEOPLE_ROUTES,
  ...USER_DETAIL_ROUTES,
  ...TEAM_ROUTES,
  ...TEAM_RESOURCE_ROUTES,
  ...SERVICE_ROUTES,
  ...ALERT_GROUPING_POLICY_ROUTES,
  ...INTEGRATION_ROUTES,
  ...OUTGOING_RULE_ROUTES,
  ...ROUTER_ROUTES,
  ...DELIVERY_ROUTES,
  ...INCIDENT_ROUTES,
  ...HEALTH_ROUTES,
} as const;

export type ApiRouteName = keyof typeof API_ROUTES;
