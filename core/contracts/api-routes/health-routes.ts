import type { ApiRoute } from './route';

/** How the deployment does. */
export const HEALTH_ROUTES = {
  getLedger: {
    methods: ['GET'],
    path: '/api/health/ledger/',
    access: 'read',
    // Its figures are those of all teams together.
    wholeAccount: true,
    summary: 'What came in within the last hour and what became of it, and what is missing',
  },
} as const satisfies Record<string, ApiRoute>;
