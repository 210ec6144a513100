import type { ACCOUNT_ROUTES } from '../../../core/contracts/api-routes/account-routes';
import { getProfile, listApplications, listMappingPresets } from '../../../core/usecases/api/account';
import { listAudit } from '../../../core/usecases/api/audit';
import { getOpenApi } from '../../../core/usecases/api/get-openapi';
import type { ActionsOf } from './action';

/** What serves ACCOUNT_ROUTES. */
export const ACCOUNT_ACTIONS: ActionsOf<typeof ACCOUNT_ROUTES> = {
  listApplications,
  listMappingPresets,
  listAudit,
  getOpenApi,
  getProfile,
};
