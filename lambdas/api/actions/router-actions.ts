import type { ROUTER_ROUTES } from '../../../core/contracts/api-routes/router-routes';
import { listUnrouted } from '../../../core/usecases/api/list-errors';
import { createRouter, deleteRouter, getRouter, listRouters, updateRouter } from '../../../core/usecases/api/routers';
import {
  createRuleset,
  deleteRuleset,
  getRuleset,
  listRulesets,
  moveRuleset,
  updateRuleset,
} from '../../../core/usecases/api/rulesets';
import type { ActionsOf } from './action';

/** What serves ROUTER_ROUTES. */
export const ROUTER_ACTIONS: ActionsOf<typeof ROUTER_ROUTES> = {
  listRouters,
  createRouter,
  getRouter,
  updateRouter,
  deleteRouter,
  listRulesets,
  createRuleset,
  moveRuleset,
  getRuleset,
  updateRuleset,
  deleteRuleset,
  listUnrouted,
};
