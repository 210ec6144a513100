import type { ApiRouteName, HttpMethod } from '../api-routes';

/** The status of an answer that did what was asked. */
export type SuccessStatus = 200 | 201 | 202 | 204;

const BY_METHOD: Readonly<Record<HttpMethod, SuccessStatus>> = {
  GET: 200,
  POST: 201,
  PUT: 200,
  PATCH: 200,
  DELETE: 204,
};

/** Routes whose POST makes nothing that has an id of its own (contract §0.3, own-routes). */
const OTHERWISE: Readonly<Partial<Record<ApiRouteName, SuccessStatus>>> = {
  previewAlerts: 200,
  regenerateIntegrationKey: 200,
  deleteUser: 204,
  redeliver: 202,
  replayDeliveries: 202,
  testEndpoint: 200,
  rotateWebhookSecret: 200,
  filterIncidents: 200,
  mergeIncidents: 200,
  snoozeIncident: 200,
};

/** The status with which a route answers when it did what was asked (contract §0.3). */
export function successStatus(name: ApiRouteName, method: HttpMethod): SuccessStatus {
  return OTHERWISE[name] ?? BY_METHOD[method];
}
