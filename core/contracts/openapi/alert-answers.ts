import type { ALERT_ROUTES } from '../api-routes/alert-routes';
import { ALERT_TYPES } from '../alert';
import {
  ANYTHING,
  DATE_TIME,
  INTEGER,
  OBJECT,
  SHORT_ID,
  TEXT,
  UUID,
  YES_NO,
  listOf,
  named,
  orNull,
  shape,
} from './answer-shapes';
import type { AnswersOf } from './answers-of';
import { DELIVERY } from './delivery-answers';
import type { Schema } from './documented-bodies';
import { INCIDENT_REFERENCE } from './incident-reference';

const URL_OF_ALERT = shape({ link_url: TEXT, link_text: TEXT });

/** An alert in the words it could have been posted in. */
export const ALERT_FIELDS = {
  message: TEXT,
  summary: TEXT,
  alert_type: { enum: ALERT_TYPES },
  suppressed: YES_NO,
  entity_id: TEXT,
  payload: ANYTHING,
  urls: listOf(URL_OF_ALERT),
  sla: orNull(TEXT),
  escalation_policy: orNull(TEXT),
  priority: orNull(TEXT),
  tags: listOf(TEXT),
  stakeholders: orNull(OBJECT),
  stakeholders_comms: orNull(OBJECT),
} as const;

const ALERT_INTEGRATION = shape({
  name: TEXT,
  creation_date: DATE_TIME,
  summary: TEXT,
  unique_id: UUID,
  service: UUID,
  team: UUID,
  integration_key: UUID,
  is_enabled: YES_NO,
  integration_type: { enum: [0, 1] },
});

/** An alert as lists show it (contract §1.9). */
export const ALERT = named('Alert', {
  integration_object: orNull(ALERT_INTEGRATION),
  summary: TEXT,
  incident: orNull(INTEGER),
  creation_date: DATE_TIME,
  message: TEXT,
  integration: orNull(UUID),
  suppressed: YES_NO,
  entity_id: TEXT,
  payload: ANYTHING,
  alert_type: { type: 'string', pattern: '^[0-5]$' },
  unique_id: SHORT_ID,
  images: listOf(OBJECT),
  urls: listOf(URL_OF_ALERT),
  notes: listOf(OBJECT),
  incident_created: YES_NO,
});

/** The steps of an explanation, in the order in which they happened. */
export const EXPLAIN = listOf(
  named(
    'ExplainStep',
    { step: TEXT, matched: YES_NO, reason: TEXT },
    { index: INTEGER, rule: TEXT, name: TEXT, set: { type: 'object', additionalProperties: TEXT }, error: TEXT },
  ),
);

/** What is said beside of the alerts of a body that holds many. */
const OF_MANY = { count: INTEGER, alerts: listOf(OBJECT) } as const;

/** The status of an alert: the three shapes of the public guide (contract §1.12). */
const ALERT_STATUS: Schema = {
  oneOf: [
    named('QueuedAlert', { status: { const: 'queued' } }),
    named(
      'CompletedAlert',
      {
        incident: orNull(INCIDENT_REFERENCE),
        alert: SHORT_ID,
        integration: shape({ name: TEXT }),
        status: { const: 'completed' },
        is_incident_created: YES_NO,
        suppressed: YES_NO,
      },
      { error: TEXT, ...OF_MANY },
    ),
    named('FailedAlert', { status: { const: 'failed' }, error: TEXT }, OF_MANY),
  ],
};

const INCIDENT_STATE = shape({
  ...{ incident_number: INTEGER, unique_id: SHORT_ID, title: TEXT },
  ...{ status: { enum: [1, 2, 3] }, urgency: { enum: [0, 1] } },
  ...{ creation_date: DATE_TIME, acknowledged_date: orNull(DATE_TIME), resolved_date: orNull(DATE_TIME) },
});

const EXPLANATION = named(
  'Explanation',
  {
    trace_id: UUID,
    status: { enum: ['queued', 'completed', 'failed'] },
    alert: orNull(shape({ unique_id: SHORT_ID, ...ALERT_FIELDS })),
    explain: EXPLAIN,
    binding: orNull(shape({ reason: TEXT, is_incident_created: YES_NO, suppressed: YES_NO })),
    incident: orNull(INCIDENT_STATE),
    deliveries: listOf(DELIVERY),
  },
  {
    error: TEXT,
    accepted_at: DATE_TIME,
    integration: orNull(shape({ unique_id: UUID, name: TEXT })),
    body: orNull(TEXT),
    ...OF_MANY,
  },
);

/** What the routes of single alerts answer. */
export const ALERT_ANSWERS: AnswersOf<typeof ALERT_ROUTES> = {
  getAlertStatus: ALERT_STATUS,
  explainAlert: EXPLANATION,
};
