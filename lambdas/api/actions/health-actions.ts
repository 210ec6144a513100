import type { HEALTH_ROUTES } from '../../../core/contracts/api-routes/health-routes';
import { getLedger } from '../../../core/usecases/api/ledger';
import type { ActionsOf } from './action';

/** What serves HEALTH_ROUTES. */
export const HEALTH_ACTIONS: ActionsOf<typeof HEALTH_ROUTES> = { getLedger };
