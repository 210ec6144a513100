import type { SERVICE_ROUTES } from '../../../core/contracts/api-routes/service-routes';
import { deleteService } from '../../../core/usecases/api/delete-service';
import { createService, getService, listServices, updateService } from '../../../core/usecases/api/services';
import type { ActionsOf } from './action';

/** What serves SERVICE_ROUTES. */
export const SERVICE_ACTIONS: ActionsOf<typeof SERVICE_ROUTES> = {
  listServices,
  createService,
  getService,
  updateService,
  deleteService,
};
