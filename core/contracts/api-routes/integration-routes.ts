import { INTEGRATIONS, INTEGRATION } from './paths';
import type { ApiRoute } from './route';

/** Integrations, their configuration and their alert rules (contract §1.4, §1.6). */
export const INTEGRATION_ROUTES = {
  listIntegrations: { methods: ['GET'], path: INTEGRATIONS, access: 'read', summary: 'The integrations of a service' },
  createIntegration: {
    methods: ['POST'],
    path: INTEGRATIONS,
    access: 'write',
    body: 'integration',
    summary: 'Make an integration',
  },
  getIntegration: { methods: ['GET'], path: INTEGRATION, access: 'read', summary: 'An integration' },
  updateIntegration: {
    methods: ['PUT', 'PATCH'],
    path: INTEGRATION,
    access: 'write',
    body: 'integrationChange',
    summary: 'Change an integration',
  },
  deleteIntegration: { methods: ['DELETE'], path: INTEGRATION, access: 'write', summary: 'Delete an integration' },
  getConfiguration: {
    methods: ['GET'],
    path: `${INTEGRATION}configuration/`,
    access: 'read',
    summary: 'The configuration of an integration',
  },
  putConfiguration: {
    methods: ['PUT'],
    path: `${INTEGRATION}configuration/`,
    access: 'write',
    body: 'object',
    summary: 'Configure an integration',
  },
  listTransformers: {
    methods: ['GET'],
    path: `${INTEGRATION}transformers/`,
    access: 'read',
    summary: 'The alert rules of an integration, in their order',
  },
  createTransformer: {
    methods: ['POST'],
    path: `${INTEGRATION}transformers/`,
    access: 'write',
    body: 'object',
    summary: 'Make an alert rule',
  },
  getTransformer: {
    methods: ['GET'],
    path: `${INTEGRATION}transformers/{rule}/`,
    access: 'read',
    summary: 'An alert rule',
  },
  putTransformer: {
    methods: ['PUT'],
    path: `${INTEGRATION}transformers/{rule}/`,
    access: 'write',
    body: 'object',
    summary: 'Replace an alert rule',
  },
  patchTransformer: {
    methods: ['PATCH'],
    path: `${INTEGRATION}transformers/{rule}/`,
    access: 'write',
    body: 'object',
    summary: 'Change an alert rule',
  },
  deleteTransformer: {
    methods: ['DELETE'],
    path: `${INTEGRATION}transformers/{rule}/`,
    access: 'write',
    summary: 'Delete an alert rule',
  },
  previewAlerts: {
    methods: ['POST'],
    path: `${INTEGRATION}preview/`,
    access: 'write',
    body: 'exact',
    summary: 'What would become of a body, with drafts of configuration and rules if sent along; stores nothing',
  },
  listIntegrationAlerts: {
    methods: ['GET'],
    path: `${INTEGRATION}alerts/`,
    access: 'read',
    summary: 'The alerts that came through an integration, newest first',
  },
  listErrors: {
    methods: ['GET'],
    path: `${INTEGRATION}errors/`,
    access: 'read',
    summary: 'Bodies that were refused or failed, newest first',
  },
} as const satisfies Record<string, ApiRoute>;
