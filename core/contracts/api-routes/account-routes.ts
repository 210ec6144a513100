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
  regenerateIntegrationKey: {
    methods: ['POST'],
    path: '/api/account/regenerate_integration_key/',
    access: 'write',
    body: 'regenerateKey',
    summary: 'Give an integration a new key; the old one stops',
  },
  getIntegrationMetadata: {
    methods: ['GET'],
    path: '/api/account/integration-metadata/{integration_key}/',
    access: 'read',
    summary: 'Team, service and integration of an integration key',
  },
  listAudit: {
    methods: ['GET'],
    path: '/api/account/audit/',
    access: 'admin',
    wholeAccount: true,
    summary: 'Who changed what, newest first',
  },
  getOpenApi: {
    methods: ['GET'],
    path: '/api/openapi.json',
    access: 'open',
    summary: 'This document, with the address it was asked at',
  },
  getProfile: { methods: ['GET'], path: '/api/user/profile/', access: 'read', summary: 'The user of the API token' },
} as const satisfies Record<string, ApiRoute>;
