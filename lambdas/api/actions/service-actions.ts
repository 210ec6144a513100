import type { SERVICE_ROUTES } from '../../../core/contracts/api-routes/service-routes';
import { createService, getService, listServices } from '../../../core/usecases/api/services';
import type { ActionsOf } from './action';

/** What serves SERVICE_ROUTES. */
export const SERVICE_ACTIONS: ActionsOf<typeof SERVICE_ROUTES> = {
  listServices,
  createService,
  getService,
};
