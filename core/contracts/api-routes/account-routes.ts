import type { ApiRoute } from './route';

/** The account, its people and its catalogues (contract §1.1, §1.5). */
export const ACCOUNT_ROUTES = {
  listApplications: {
    methods: ['GET'],
    path: '/api/account/applications/',
    access: 'read',
    summary: 'The catalogue of applications',
  },
  listMappingPresets: {
    methods: ['GET'],
    path: '/api/account/mapping-presets/',
    access: 'read',
    summary: 'Ready-made custom mappings',
  },
  getProfile: { methods: ['GET'], path: '/api/user/profile/', access: 'read', summary: 'The user of the API token' },
} as const satisfies Record<string, ApiRoute>;
