import type { ApiRouteName } from '../api-routes';
import { ACCOUNT_ANSWERS, TOKEN_ANSWERS } from './account-answers';
import { ALERT_ANSWERS } from './alert-answers';
import { DELIVERY_ANSWERS, PENDING_TEST } from './delivery-answers';
import type { Schema } from './documented-bodies';
import { HEALTH_ANSWERS } from './health-answers';
import { INCIDENT_ANSWERS } from './incident-answers';
import {
  ALERT_GROUPING_POLICY_ANSWERS,
  INTEGRATION_ANSWERS,
  OUTGOING_RULE_ANSWERS,
  SERVICE_ANSWERS,
} from './integration-answers';
import { PEOPLE_ANSWERS, USER_DETAIL_ANSWERS } from './people-answers';
import { ROUTER_ANSWERS } from './router-answers';
import { TEAM_ANSWERS, TEAM_RESOURCE_ANSWERS } from './team-answers';

/** What each route answers when it did what was asked; a route that has no answer deletes or ends something. */
export const ANSWERS: Readonly<Partial<Record<ApiRouteName, Schema>>> = {
  ...ALERT_ANSWERS,
  ...ACCOUNT_ANSWERS,
  ...TOKEN_ANSWERS,
  ...PEOPLE_ANSWERS,
  ...USER_DETAIL_ANSWERS,
  ...TEAM_ANSWERS,
  ...TEAM_RESOURCE_ANSWERS,
  ...SERVICE_ANSWERS,
  ...ALERT_GROUPING_POLICY_ANSWERS,
  ...INTEGRATION_ANSWERS,
  ...OUTGOING_RULE_ANSWERS,
  ...ROUTER_ANSWERS,
  ...DELIVERY_ANSWERS,
  ...INCIDENT_ANSWERS,
  ...HEALTH_ANSWERS,
};

/** What a route answers with 202 when what was asked takes longer than a request may. */
export const ANSWERS_UNDER_WAY: Readonly<Partial<Record<ApiRouteName, Schema>>> = { testEndpoint: PENDING_TEST };
