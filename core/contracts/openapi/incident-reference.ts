import { INTEGER, SHORT_ID, shape } from './answer-shapes';

/** An incident as alerts and deliveries refer to it. */
export const INCIDENT_REFERENCE = shape({ incident_number: INTEGER, unique_id: SHORT_ID });
