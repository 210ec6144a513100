import type { API_ROUTES } from '../../../core/contracts/api-routes';
import { ACCOUNT_ACTIONS } from './account-actions';
import { ALERT_GROUPING_POLICY_ACTIONS } from './alert-grouping-policy-actions';
import { ALERT_ACTIONS } from './alert-actions';
import { DELIVERY_ACTIONS } from './delivery-actions';
import { HEALTH_ACTIONS } from './health-actions';
import { INCIDENT_ACTIONS } from './incident-actions';
import { INTEGRATION_ACTIONS } from './integration-actions';
import { OUTGOING_RULE_ACTIONS } from './outgoing-rule-actions';
import { PEOPLE_ACTIONS } from './people-actions';
import { ROUTER_ACTIONS } from './router-actions';
import { SERVICE_ACTIONS } from './service-actions';
import { TEAM_RESOURCE_ACTIONS } from './team-resource-actions';
import { TEAM_ACTIONS } from './team-actions';
import { TOKEN_ACTIONS } from './token-actions';
import { USER_DETAIL_ACTIONS } from './user-detail-actions';
import type { ActionsOf } from './action';

/** What serves each route. */
export const ACTIONS: ActionsOf<typeof API_ROUTES> = {
  ...ALERT_ACTIONS,
  ...ACCOUNT_ACTIONS,
  ...TOKEN_ACTIONS,
  ...PEOPLE_ACTIONS,
  ...USER_DETAIL_ACTIONS,
  ...TEAM_ACTIONS,
  ...TEAM_RESOURCE_ACTIONS,
  ...SERVICE_ACTIONS,
  ...ALERT_GROUPING_POLICY_ACTIONS,
  ...INTEGRATION_ACTIONS,
  ...OUTGOING_RULE_ACTIONS,
  ...ROUTER_ACTIONS,
  ...DELIVERY_ACTIONS,
  ...INCIDENT_ACTIONS,
  ...HEALTH_ACTIONS,
};
