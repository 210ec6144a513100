import { collectionRoutes } from './collection-routes';
import { SERVICE } from './paths';

/** Alert grouping policies: how a service collates alerts by content (contract §1.3). */
export const ALERT_GROUPING_POLICY_ROUTES = collectionRoutes({
  one: 'AlertGroupingPolicy',
  many: 'AlertGroupingPolicies',
  path: `${SERVICE}alert-grouping-policies/`,
  param: 'alert_grouping_policy',
  create: 'alertGroupingPolicy',
  change: 'alertGroupingPolicyChange',
  called: 'an alert grouping policy',
  calledAll: 'How a service collates alerts by content: its alert grouping policy, if it has one',
});
