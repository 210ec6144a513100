import { INTEGRATION } from './paths';
import type { ApiRoute } from './route';

/** Deliveries of an outgoing integration (own-routes, "Deliveries"). */
export const DELIVERY_ROUTES = {
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
  getEndpointHealth: {
    methods: ['GET'],
    path: `${INTEGRATION}health/`,
    access: 'read',
    summary: 'How the endpoint of an outgoing integration does, and whether deliveries are held back for it',
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
} as const satisfies Record<string, ApiRoute>;
