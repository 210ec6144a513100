import type { OUTGOING_RULE_ROUTES } from '../../../core/contracts/api-routes/outgoing-rule-routes';
import { OUTGOING_RULES } from '../../../core/usecases/api/outgoing-rules';
import type { ActionsOf } from './action';

/** What serves OUTGOING_RULE_ROUTES. */
export const OUTGOING_RULE_ACTIONS: ActionsOf<typeof OUTGOING_RULE_ROUTES> = {
  listOutgoingRules: OUTGOING_RULES.list,
  createOutgoingRule: OUTGOING_RULES.create,
  getOutgoingRule: OUTGOING_RULES.get,
  updateOutgoingRule: OUTGOING_RULES.update,
  deleteOutgoingRule: OUTGOING_RULES.remove,
};
