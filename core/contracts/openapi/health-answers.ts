import type { HEALTH_ROUTES } from '../api-routes/health-routes';
import { DATE_TIME, INTEGER, listOf, named, shape } from './answer-shapes';
import type { AnswersOf } from './answers-of';

const ALERTS = { accepted: INTEGER, completed: INTEGER, failed: INTEGER } as const;

const DELIVERIES = {
  due: INTEGER,
  delivered: INTEGER,
  pending: INTEGER,
  failed: INTEGER,
  dead_lettered: INTEGER,
} as const;

const ALERT_FIGURES = named('AlertFigures', ALERTS);
const DELIVERY_FIGURES = named('DeliveryFigures', DELIVERIES);

/** What is missing of alerts, or of deliveries. */
const DRIFT = named('LedgerDrift', {
  missing: INTEGER,
  minutes: listOf(shape({ at: DATE_TIME, missing: INTEGER })),
});

/** What the routes about the deployment's health answer. */
export const HEALTH_ANSWERS: AnswersOf<typeof HEALTH_ROUTES> = {
  getLedger: named('Ledger', {
    from: DATE_TIME,
    to: DATE_TIME,
    totals: shape({ alerts: ALERT_FIGURES, deliveries: DELIVERY_FIGURES }),
    minutes: listOf(shape({ at: DATE_TIME, alerts: ALERT_FIGURES, deliveries: DELIVERY_FIGURES })),
    allowed_seconds: shape({ alerts: INTEGER, deliveries: INTEGER }),
    in_flight: shape({ alerts: INTEGER, deliveries: INTEGER }),
    drift: shape({ alerts: DRIFT, deliveries: DRIFT }),
  }),
};
