import type { ApiRoute } from './route';

/** API tokens (own-routes). */
export const TOKEN_ROUTES = {
  listTokens: { methods: ['GET'], path: '/api/account/tokens/', access: 'admin', summary: 'The API tokens' },
  createToken: {
    methods: ['POST'],
    path: '/api/account/tokens/',
    access: 'admin',
    body: 'token',
    summary: 'Make an API token; its text is shown this once',
  },
  deleteToken: {
    methods: ['DELETE'],
    path: '/api/account/tokens/{token}/',
    access: 'admin',
    summary: 'Delete an API token, which stops at once',
  },
} as const satisfies Record<string, ApiRoute>;
