import { ALERT_TYPES } from '../alert';
import type { Schema } from './documented-bodies';

/** The body of an alert without custom mapping (contract §1.12). Other keys are kept with the alert. */
export const ALERT_BODY: Schema = {
  title: 'AlertBody',
  type: 'object',
  required: ['message'],
  properties: {
    message: { type: 'string', minLength: 1, description: 'Becomes the title of the incident.' },
    alert_type: {
      type: 'string',
      description: `One of ${ALERT_TYPES.join(', ')}, in any case; info when left out.`,
    },
    summary: { type: 'string' },
    suppressed: { type: 'boolean', default: false },
    entity_id: {
      type: ['string', 'number', 'boolean'],
      description: 'What the alert is about; alerts with the same one are bound together. Made up when left out.',
    },
    payload: { type: 'object' },
    urls: {
      type: 'array',
      items: { type: 'object', properties: { link_url: { type: 'string' }, link_text: { type: 'string' } } },
    },
    sla: { type: 'string' },
    escalation_policy: { type: 'string' },
    priority: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
    stakeholders: { type: 'object' },
    stakeholders_comms: { type: 'object' },
  },
};

/** A route of ingest. */
export interface IntakeRoute {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  /** What may be posted, where it is not the generic body. */
  readonly body?: Schema;
  readonly success: { readonly status: 200 | 201; readonly schema: Schema };
}

const ACCEPTED: Schema = {
  type: 'object',
  required: ['message', 'trace_id'],
  properties: { message: { const: 'success' }, trace_id: { type: 'string', format: 'uuid' } },
};

/** The routes of ingest: they want no token, as the integration key in the path is the credential (contract §0.2). */
export const INTAKE_ROUTES: readonly IntakeRoute[] = [
  {
    path: '/integration/{account}/generic/{integration_key}/',
    operationId: 'postAlert',
    summary: 'Post an alert. Answered with 200 once it can no longer get lost',
    success: { status: 200, schema: ACCEPTED },
  },
  {
    path: '/integration/{account}/router/{integration_key}/',
    operationId: 'postAlertToRouter',
    summary: 'Post any JSON to a global router, whose rulesets find out which integration it is for',
    body: { description: 'What that integration takes.' },
    success: { status: 200, schema: ACCEPTED },
  },
  {
    path: '/api/events/{integration_key}/',
    operationId: 'postLegacyAlert',
    summary: 'Post an alert the older way: answered with the alert itself',
    success: {
      status: 201,
      schema: {
        type: 'object',
        required: ['unique_id', 'message'],
        properties: {
          unique_id: { type: 'string', description: 'Stands for the trace id where the status is asked for.' },
          message: { type: 'string' },
          payload: { type: ['string', 'null'], description: 'JSON text; lists of alerts have the object.' },
        },
      },
    },
  },
];
