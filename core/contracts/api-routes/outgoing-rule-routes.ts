import { collectionRoutes } from './collection-routes';

/** Outgoing rules (contract §1.7). */
export const OUTGOING_RULE_ROUTES = collectionRoutes({
  one: 'OutgoingRule',
  many: 'OutgoingRules',
  path: '/api/v2/account/teams/{team}/services/{service}/integrations/{integration}/outgoingrules/',
  param: 'outgoing_rule',
  create: 'object',
  change: 'object',
  called: 'an outgoing rule',
  calledAll: 'Which incidents an outgoing integration is told of: its outgoing rules',
});
