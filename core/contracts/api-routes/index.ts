import { ACCOUNT_ROUTES } from './account-routes';
import { ALERT_ROUTES } from './alert-routes';
import { DELIVERY_ROUTES } from './delivery-routes';
import { INCIDENT_ROUTES } from './incident-routes';
import { INTEGRATION_ROUTES } from './integration-routes';
import { SERVICE_ROUTES } from './service-routes';
import { TEAM_ROUTES } from './team-routes';

export type { ApiRoute, HttpMethod, ParamsOf } from './route';

/** Every route of the api function, by name (contract §1, own-routes). */
export const API_ROUTES = {
  ...ALERT_ROUTES,
  ...ACCOUNT_ROUTES,
  ...TEAM_ROUTES,
  ...SERVICE_ROUTES,
  ...INTEGRATION_ROUTES,
  ...DELIVERY_ROUTES,
  ...INCIDENT_ROUTES,
} as const;

export type ApiRouteName = keyof typeof API_ROUTES;
