import { SERVICES, SERVICE } from './paths';
import type { ApiRoute } from './route';

/** Services (contract §1.3). */
export const SERVICE_ROUTES = {
  listServices: { methods: ['GET'], path: SERVICES, access: 'read', summary: 'The services of a team' },
  createService: { methods: ['POST'], path: SERVICES, access: 'write', body: 'service', summary: 'Make a service' },
  getService: { methods: ['GET'], path: SERVICE, access: 'read', summary: 'A service' },
  updateService: {
    methods: ['PUT', 'PATCH'],
    path: SERVICE,
    access: 'write',
    body: 'serviceChange',
    summary: 'Change a service',
  },
  deleteService: {
    methods: ['DELETE'],
    path: SERVICE,
    access: 'write',
    summary: 'Delete a service with its integrations; its incidents stay',
  },
} as const satisfies Record<string, ApiRoute>;
