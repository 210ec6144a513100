import type { ROUTER_ROUTES } from '../api-routes/router-routes';
import { conditionSchema } from '../schemas/condition';
import { DATE_TIME, INTEGER, TEXT, UUID, YES_NO, cursorPageOf, listOf, named, orNull, shape } from './answer-shapes';
import type { AnswersOf } from './answers-of';
import { INTEGRATION_ERROR } from './integration-answers';

const ROUTER = named('Router', {
  unique_id: UUID,
  name: TEXT,
  description: TEXT,
  account: UUID,
  is_enabled: YES_NO,
  integration_key: UUID,
  created_at: DATE_TIME,
  account_identifier: TEXT,
});

const REFERENCE = orNull(shape({ name: TEXT, unique_id: UUID }));

const RULESET = named('Ruleset', {
  unique_id: UUID,
  name: TEXT,
  position: INTEGER,
  rule_json: TEXT,
  conditions_tree: { $ref: conditionSchema.$id },
  actions: listOf(
    shape({
      unique_id: UUID,
      action_type: { enum: [0, 1] },
      integration: orNull(UUID),
      service: REFERENCE,
      team: REFERENCE,
      integration_obj: REFERENCE,
    }),
  ),
  router: UUID,
});

/** What the routes of global routers answer. */
export const ROUTER_ANSWERS: AnswersOf<typeof ROUTER_ROUTES> = {
  listRouters: listOf(ROUTER),
  createRouter: ROUTER,
  getRouter: ROUTER,
  updateRouter: ROUTER,
  listRulesets: listOf(RULESET),
  createRuleset: RULESET,
  moveRuleset: listOf(RULESET),
  getRuleset: RULESET,
  updateRuleset: RULESET,
  listUnrouted: cursorPageOf(INTEGRATION_ERROR),
};
