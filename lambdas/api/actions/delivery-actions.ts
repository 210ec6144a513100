import type { DELIVERY_ROUTES } from '../../../core/contracts/api-routes/delivery-routes';
import { getDelivery, listDeliveries } from '../../../core/usecases/api/deliveries';
import { getEndpointHealth } from '../../../core/usecases/api/endpoint-health';
import { redeliver } from '../../../core/usecases/api/redeliver';
import { replayDeliveries } from '../../../core/usecases/api/replay-deliveries';
import { rotateWebhookSecret } from '../../../core/usecases/api/rotate-webhook-secret';
import { testEndpoint } from '../../../core/usecases/api/test-endpoint';
import type { ActionsOf } from './action';

/** What serves DELIVERY_ROUTES. */
export const DELIVERY_ACTIONS: ActionsOf<typeof DELIVERY_ROUTES> = {
  listDeliveries,
  getDelivery,
  getEndpointHealth,
  redeliver,
  replayDeliveries,
  testEndpoint,
  rotateWebhookSecret,
};
