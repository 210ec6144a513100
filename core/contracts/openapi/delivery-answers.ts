import type { DELIVERY_ROUTES } from '../api-routes/delivery-routes';
import {
  DATE_TIME,
  INTEGER,
  SHORT_ID,
  TEXT,
  UUID,
  YES_NO,
  cursorPageOf,
  listOf,
  named,
  orNull,
  shape,
} from './answer-shapes';
import type { AnswersOf } from './answers-of';
import type { Schema } from './documented-bodies';
import { INCIDENT_REFERENCE } from './incident-reference';

const ATTEMPT = named(
  'Attempt',
  {
    number: INTEGER,
    at: DATE_TIME,
    duration_ms: { type: 'number' },
    status_code: orNull(INTEGER),
    error: orNull(TEXT),
    response: TEXT,
  },
  { replay: TEXT },
);

const DELIVERY_FIELDS = {
  id: SHORT_ID,
  integration: UUID,
  incident: INCIDENT_REFERENCE,
  event_type: TEXT,
  sequence: INTEGER,
  transition_date: DATE_TIME,
  status: { enum: ['pending', 'delivered', 'failed', 'dead_lettered'] },
  reason: orNull(TEXT),
  next_attempt_at: orNull(DATE_TIME),
  attempts: listOf(ATTEMPT),
} as const;

/** A delivery with its attempts. */
export const DELIVERY = named('Delivery', DELIVERY_FIELDS);

const HEALTH = named('EndpointHealth', {
  status: { enum: ['healthy', 'failing', 'left_alone', 'disabled'] },
  failures: INTEGER,
  failing_since: orNull(DATE_TIME),
  last_failure_at: orNull(DATE_TIME),
  last_error: orNull(TEXT),
  left_alone_until: orNull(DATE_TIME),
  is_slow: YES_NO,
  disabled_by: orNull(TEXT),
  disabled_at: orNull(DATE_TIME),
  holds_deliveries: YES_NO,
});

const ROTATED_SECRET = named('RotatedSecret', {
  standard_webhooks: shape({ enabled: YES_NO, secret: TEXT }),
  previous_valid_until: orNull(DATE_TIME),
});

/** The body of the next call, which goes on where this one ended. */
const NEXT_REPLAY = orNull(shape({ since: DATE_TIME }, { until: orNull(DATE_TIME), status: orNull(TEXT) }));

/** What the routes of deliveries answer. */
export const DELIVERY_ANSWERS: AnswersOf<typeof DELIVERY_ROUTES> = {
  listDeliveries: cursorPageOf(DELIVERY),
  getDelivery: named('DeliveryWithBody', { ...DELIVERY_FIELDS, body: TEXT }),
  getEndpointHealth: HEALTH,
  redeliver: DELIVERY,
  replayDeliveries: named('Replay', { replay: TEXT, count: INTEGER, next: NEXT_REPLAY }),
  testEndpoint: named('TestDelivery', { ...DELIVERY_FIELDS, attempt: orNull(ATTEMPT) }),
  rotateWebhookSecret: ROTATED_SECRET,
};

/** What a test answers (202) while its attempt takes longer than a request may. */
export const PENDING_TEST: Schema = shape({ id: SHORT_ID, status: { const: 'pending' }, attempt: { type: 'null' } });
