import type { ApiRoute } from './route';

const ROUTERS = '/api/v2/account/events/router/';
const ROUTER = `${ROUTERS}{router}/` as const;
const RULESETS = `${ROUTER}rulesets/` as const;
const RULESET = `${RULESETS}{ruleset}/` as const;

/** Global routers (contract §1.8). They reach the integrations of all teams. */
export const ROUTER_ROUTES = {
  listRouters: {
    methods: ['GET'],
    path: ROUTERS,
    access: 'read',
    wholeAccount: true,
    summary: 'The global routers of the account',
  },
  createRouter: {
    methods: ['POST'],
    path: ROUTERS,
    access: 'write',
    wholeAccount: true,
    body: 'router',
    summary: 'Make a global router',
  },
  getRouter: { methods: ['GET'], path: ROUTER, access: 'read', wholeAccount: true, summary: 'A global router' },
  updateRouter: {
    methods: ['PUT', 'PATCH'],
    path: ROUTER,
    access: 'write',
    wholeAccount: true,
    body: 'routerChange',
    summary: 'Change a global router',
  },
  deleteRouter: {
    methods: ['DELETE'],
    path: ROUTER,
    access: 'write',
    wholeAccount: true,
    summary: 'Delete a global router with its rulesets; its URL stops taking alerts',
  },
  listRulesets: {
    methods: ['GET'],
    path: RULESETS,
    access: 'read',
    wholeAccount: true,
    summary: 'The rulesets of a router, in the order in which they are tried',
  },
  createRuleset: {
    methods: ['POST'],
    path: RULESETS,
    access: 'write',
    wholeAccount: true,
    body: 'object',
    summary: 'Make a ruleset; without a position it is the last',
  },
  moveRuleset: {
    methods: ['PUT'],
    path: RULESETS,
    access: 'write',
    wholeAccount: true,
    body: 'rulesetMove',
    summary: 'Move a ruleset to another position',
  },
  getRuleset: { methods: ['GET'], path: RULESET, access: 'read', wholeAccount: true, summary: 'A ruleset' },
  updateRuleset: {
    methods: ['PUT', 'PATCH'],
    path: RULESET,
    access: 'write',
    wholeAccount: true,
    body: 'object',
    summary: 'Change a ruleset',
  },
  deleteRuleset: {
    methods: ['DELETE'],
    path: RULESET,
    access: 'write',
    wholeAccount: true,
    summary: 'Delete a ruleset',
  },
  listUnrouted: {
    methods: ['GET'],
    path: `${ROUTER}unrouted/`,
    access: 'read',
    wholeAccount: true,
    summary: 'What came to a router and got to no integration, newest first',
  },
} as const satisfies Record<string, ApiRoute>;
