import type { API_ROUTES, ApiRouteName, ParamsOf } from '../../core/contracts/api-routes';
import type { JsonObject } from '../../core/contracts/json';
import type { BodyOf, BodySchemaName } from '../../core/contracts/schemas/body-schemas';
import { getProfile, listApplications, listMappingPresets } from '../../core/usecases/api/account';
import { getAlertStatus } from '../../core/usecases/api/alert-status';
import { getConfiguration, putConfiguration } from '../../core/usecases/api/configuration';
import { getDelivery, listDeliveries } from '../../core/usecases/api/deliveries';
import type { ApiDeps } from '../../core/usecases/api/deps';
import { getEscalationPolicy, listEscalationPolicies } from '../../core/usecases/api/escalation-policies';
import { explainAlert } from '../../core/usecases/api/explain-alert';
import { listErrors } from '../../core/usecases/api/list-errors';
import { getIncident, listIncidentAlerts } from '../../core/usecases/api/incidents';
import {
  createIntegration,
  deleteIntegration,
  getIntegration,
  listIntegrations,
  updateIntegration,
} from '../../core/usecases/api/integrations';
import {
  createMaintenanceWindow,
  deleteMaintenanceWindow,
  getMaintenanceWindow,
  listMaintenanceWindows,
  patchMaintenanceWindow,
  putMaintenanceWindow,
} from '../../core/usecases/api/maintenance';
import { previewAlerts } from '../../core/usecases/api/preview';
import { redeliver } from '../../core/usecases/api/redeliver';
import { replayDeliveries } from '../../core/usecases/api/replay-deliveries';
import type { Reply } from '../../core/usecases/api/reply';
import type { ApiRequest, Caller } from '../../core/usecases/api/request';
import { rotateWebhookSecret } from '../../core/usecases/api/rotate-webhook-secret';
import { createService, getService, listServices } from '../../core/usecases/api/services';
import { createTeam, getTeam, listTeams } from '../../core/usecases/api/teams';
import { testEndpoint } from '../../core/usecases/api/test-endpoint';
import {
  createTransformer,
  deleteTransformer,
  getTransformer,
  listTransformers,
  patchTransformer,
  putTransformer,
} from '../../core/usecases/api/transformers';

type BodyFor<Route> = Route extends { readonly body: infer Name }
  ? Name extends BodySchemaName
    ? BodyOf<Name>
    : JsonObject
  : undefined;

type CallerFor<Route> = Route extends { readonly access: 'open' } ? null : Caller;

type RequestFor<Name extends ApiRouteName> = ApiRequest<
  ParamsOf<(typeof API_ROUTES)[Name]['path']>,
  BodyFor<(typeof API_ROUTES)[Name]>,
  CallerFor<(typeof API_ROUTES)[Name]>
>;

/** What serves each route: a use-case that takes just what the route's path, body and access give. */
export const ACTIONS: {
  readonly [Name in ApiRouteName]: (deps: ApiDeps, request: RequestFor<Name>) => Promise<Reply>;
} = {
  getAlertStatus,
  explainAlert,
  listApplications,
  listMappingPresets,
  getProfile,
  listTeams,
  createTeam,
  getTeam,
  listEscalationPolicies,
  getEscalationPolicy,
  listServices,
  createService,
  getService,
  listMaintenanceWindows,
  createMaintenanceWindow,
  getMaintenanceWindow,
  putMaintenanceWindow,
  patchMaintenanceWindow,
  deleteMaintenanceWindow,
  listIntegrations,
  createIntegration,
  getIntegration,
  updateIntegration,
  deleteIntegration,
  getConfiguration,
  putConfiguration,
  listTransformers,
  createTransformer,
  getTransformer,
  putTransformer,
  patchTransformer,
  deleteTransformer,
  previewAlerts,
  listErrors,
  listDeliveries,
  getDelivery,
  redeliver,
  replayDeliveries,
  testEndpoint,
  rotateWebhookSecret,
  getIncident,
  listIncidentAlerts,
};
