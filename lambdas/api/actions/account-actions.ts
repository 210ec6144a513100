import type { ACCOUNT_ROUTES } from '../../../core/contracts/api-routes/account-routes';
import { getProfile, listApplications, listMappingPresets } from '../../../core/usecases/api/account';
import { listAudit } from '../../../core/usecases/api/audit';
import { getOpenApi } from '../../../core/usecases/api/get-openapi';
import { getIntegrationMetadata, regenerateIntegrationKey } from '../../../core/usecases/api/integration-keys';
import type { ActionsOf } from './action';

/** What serves ACCOUNT_ROUTES. */
export const ACCOUNT_ACTIONS: ActionsOf<typeof ACCOUNT_ROUTES> = {
  listApplications,
  listMappingPresets,
  regenerateIntegrationKey,
  getIntegrationMetadata,
  listAudit,
  getOpenApi,
  getProfile,
};
