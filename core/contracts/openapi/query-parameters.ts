import type { ApiRouteName } from '../api-routes';
import type { Schema } from './documented-bodies';

/** A query parameter that a route reads; every one may be left out. */
export interface QueryParameter {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
}

const PAGE: QueryParameter = {
  name: 'page',
  description: 'Which page, from 1.',
  schema: { type: 'integer', minimum: 1, default: 1 },
};
const PAGE_SIZE: QueryParameter = {
  name: 'page_size',
  description: 'How many results a page has, 100 at most.',
  schema: { type: 'integer', minimum: 1, default: 10 },
};
const CURSOR: QueryParameter = {
  name: 'cursor',
  description: 'Where the page before ended: comes with the `next` link and means nothing to people.',
  schema: { type: 'string' },
};

/** Of a request that held many alerts; one of a single alert has none to choose from. */
const ELEMENTS: readonly QueryParameter[] = [
  { ...PAGE, description: 'Which page of the alerts of a request that held many, from 1.' },
  { ...PAGE_SIZE, schema: { ...PAGE_SIZE.schema, default: 100 } },
];

/** The query parameters of the routes that read any. */
export const QUERY_PARAMETERS: Readonly<Partial<Record<ApiRouteName, readonly QueryParameter[]>>> = {
  getAlertStatus: ELEMENTS,
  explainAlert: ELEMENTS,
  listErrors: [PAGE_SIZE, CURSOR],
  listIntegrationAlerts: [PAGE, PAGE_SIZE, CURSOR],
  listAudit: [PAGE_SIZE, CURSOR],
  listUnrouted: [PAGE_SIZE, CURSOR],
  listDeliveries: [
    {
      name: 'status',
      description: 'Only deliveries that are so.',
      schema: { enum: ['pending', 'delivered', 'failed', 'dead_lettered'] },
    },
    {
      name: 'since',
      description: 'Only deliveries of transitions from this time on.',
      schema: { type: 'string', format: 'date-time' },
    },
    PAGE_SIZE,
    CURSOR,
  ],
  listIncidents: [
    {
      name: 'status',
      description: 'Only incidents that are so: -1 open, 0 of any status, 1 triggered, 2 acknowledged, 3 resolved.',
      schema: { enum: [-1, 0, 1, 2, 3], default: 0 },
    },
    PAGE,
    PAGE_SIZE,
    CURSOR,
  ],
  filterIncidents: [PAGE, PAGE_SIZE, CURSOR],
  listIncidentAlerts: [PAGE, PAGE_SIZE],
  listIncidentNotes: [PAGE, PAGE_SIZE],
  listResponders: [PAGE, PAGE_SIZE],
  listPostIncidentTasks: [PAGE, PAGE_SIZE],
};
