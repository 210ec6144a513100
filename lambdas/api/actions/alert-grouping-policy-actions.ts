import type { ALERT_GROUPING_POLICY_ROUTES } from '../../../core/contracts/api-routes/alert-grouping-policy-routes';
import { ALERT_GROUPING_POLICIES } from '../../../core/usecases/api/alert-grouping-policies';
import type { ActionsOf } from './action';

/** What serves ALERT_GROUPING_POLICY_ROUTES. */
export const ALERT_GROUPING_POLICY_ACTIONS: ActionsOf<typeof ALERT_GROUPING_POLICY_ROUTES> = {
  listAlertGroupingPolicies: ALERT_GROUPING_POLICIES.list,
  createAlertGroupingPolicy: ALERT_GROUPING_POLICIES.create,
  getAlertGroupingPolicy: ALERT_GROUPING_POLICIES.get,
  updateAlertGroupingPolicy: ALERT_GROUPING_POLICIES.update,
  deleteAlertGroupingPolicy: ALERT_GROUPING_POLICIES.remove,
};
