import type { TokenScope } from './resources';
import type { BodySchemaName } from './schemas/body-schemas';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A route of the api function. */
export interface ApiRoute {
  readonly methods: readonly HttpMethod[];
  /** With `{parameters}`, written with the trailing slash, which requests may leave off (contract §0.1). */
  readonly path: string;
  /** The scope a token needs; `open`: what is in the path is the credential. */
  readonly access: 'open' | TokenScope;
  /**
   * The schema of its body; `object`: any JSON object, checked by the use-case; `exact`: the same with its numbers as
   * sent. None: a body is ignored.
   */
  readonly body?: BodySchemaName | 'object' | 'exact';
  readonly summary: string;
}

const TEAMS = '/api/account/teams/';
const TEAM = `${TEAMS}{team}/` as const;
const SERVICES = `${TEAM}services/` as const;
const SERVICE = `${SERVICES}{service}/` as const;
const INTEGRATIONS = `${SERVICE}integrations/` as const;
const INTEGRATION = `${INTEGRATIONS}{integration}/` as const;

/** Every route of the api function, by name (contract §1, own-routes). */
export const API_ROUTES = {
  getAlertStatus: {
    methods: ['GET'],
    path: '/api/alert/status/{trace_id}/',
    access: 'open',
    summary: 'The status of an accepted alert, for 60 minutes',
  },
  explainAlert: {
    methods: ['GET'],
    path: '/api/alert/status/{trace_id}/explain/',
    access: 'read',
    summary: 'What really happened to an alert: steps, binding, incident, deliveries',
  },
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
  listTeams: { methods: ['GET'], path: TEAMS, access: 'read', summary: 'The teams of the account' },
  createTeam: { methods: ['POST'], path: TEAMS, access: 'write', body: 'team', summary: 'Make a team' },
  getTeam: { methods: ['GET'], path: TEAM, access: 'read', summary: 'A team' },
  listEscalationPolicies: {
    methods: ['GET'],
    path: `${TEAM}escalation_policies/`,
    access: 'read',
    summary: 'The escalation policies of a team',
  },
  getEscalationPolicy: {
    methods: ['GET'],
    path: `${TEAM}escalation_policies/{escalation_policy}/`,
    access: 'read',
    summary: 'An escalation policy',
  },
  listServices: { methods: ['GET'], path: SERVICES, access: 'read', summary: 'The services of a team' },
  createService: { methods: ['POST'], path: SERVICES, access: 'write', body: 'service', summary: 'Make a service' },
  getService: { methods: ['GET'], path: SERVICE, access: 'read', summary: 'A service' },
  listMaintenanceWindows: {
    methods: ['GET'],
    path: `${TEAM}maintenance/`,
    access: 'read',
    summary: 'The maintenance windows of a team',
  },
  createMaintenanceWindow: {
    methods: ['POST'],
    path: `${TEAM}maintenance/`,
    access: 'write',
    body: 'object',
    summary: 'Make a maintenance window',
  },
  getMaintenanceWindow: {
    methods: ['GET'],
    path: `${TEAM}maintenance/{maintenance}/`,
    access: 'read',
    summary: 'A maintenance window',
  },
  putMaintenanceWindow: {
    methods: ['PUT'],
    path: `${TEAM}maintenance/{maintenance}/`,
    access: 'write',
    body: 'object',
    summary: 'Replace a maintenance window',
  },
  patchMaintenanceWindow: {
    methods: ['PATCH'],
    path: `${TEAM}maintenance/{maintenance}/`,
    access: 'write',
    body: 'object',
    summary: 'Change a maintenance window',
  },
  deleteMaintenanceWindow: {
    methods: ['DELETE'],
    path: `${TEAM}maintenance/{maintenance}/`,
    access: 'write',
    summary: 'Delete a maintenance window',
  },
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
  listErrors: {
    methods: ['GET'],
    path: `${INTEGRATION}errors/`,
    access: 'read',
    summary: 'Bodies that were refused or failed, newest first',
  },
  listDeliveries: {
    methods: ['GET'],
    path: `${INTEGRATION}deliveries/`,
    access: 'read',
    summary: 'The deliveries of an outgoing integration, newest first',
  },
  getDelivery: {
    methods: ['GET'],
    path: `${INTEGRATION}deliveries/{delivery}/`,
    access: 'read',
    summary: 'A delivery with its attempts and its body',
  },
  redeliver: {
    methods: ['POST'],
    path: `${INTEGRATION}deliveries/{delivery}/redeliver/`,
    access: 'write',
    summary: 'Send a delivery again',
  },
  replayDeliveries: {
    methods: ['POST'],
    path: `${INTEGRATION}deliveries/replay/`,
    access: 'write',
    body: 'object',
    summary: 'Send the deliveries of a stretch of time again',
  },
  testEndpoint: {
    methods: ['POST'],
    path: `${INTEGRATION}test/`,
    access: 'write',
    summary: 'Send a test delivery and see what the endpoint answers',
  },
  rotateWebhookSecret: {
    methods: ['POST'],
    path: `${INTEGRATION}secrets/rotate/`,
    access: 'write',
    summary: 'Replace the Standard Webhooks secret of an outgoing integration',
  },
  getIncident: {
    methods: ['GET'],
    path: '/api/incidents/{incident}/',
    access: 'read',
    summary: 'An incident, by number or unique id',
  },
  listIncidentAlerts: {
    methods: ['GET'],
    path: '/api/incidents/{incident}/alerts/',
    access: 'read',
    summary: 'The alerts of an incident, newest first',
  },
} as const satisfies Record<string, ApiRoute>;

export type ApiRouteName = keyof typeof API_ROUTES;

/** The parameters in a path template. */
export type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: string } & ParamsOf<Rest>
  : unknown;
