import type { INTEGRATION_ROUTES } from '../../../core/contracts/api-routes/integration-routes';
import { getConfiguration, putConfiguration } from '../../../core/usecases/api/configuration';
import {
  createIntegration,
  deleteIntegration,
  getIntegration,
  listIntegrations,
  updateIntegration,
} from '../../../core/usecases/api/integrations';
import { listIntegrationAlerts } from '../../../core/usecases/api/integration-alerts';
import { listErrors } from '../../../core/usecases/api/list-errors';
import { previewAlerts } from '../../../core/usecases/api/preview';
import {
  createTransformer,
  deleteTransformer,
  getTransformer,
  listTransformers,
  patchTransformer,
  putTransformer,
} from '../../../core/usecases/api/transformers';
import type { ActionsOf } from './action';

/** What serves INTEGRATION_ROUTES. */
export const INTEGRATION_ACTIONS: ActionsOf<typeof INTEGRATION_ROUTES> = {
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
  listIntegrationAlerts,
  listErrors,
};
