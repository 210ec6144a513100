import type { ALERT_ROUTES } from '../../../core/contracts/api-routes/alert-routes';
import { getAlertStatus } from '../../../core/usecases/api/alert-status';
import { explainAlert } from '../../../core/usecases/api/explain-alert';
import type { ActionsOf } from './action';

/** What serves ALERT_ROUTES. */
export const ALERT_ACTIONS: ActionsOf<typeof ALERT_ROUTES> = {
  getAlertStatus,
  explainAlert,
};
