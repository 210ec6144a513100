import fc from 'fast-check';
import { ALERT_TYPES } from '../../../core/contracts/alert';
import type { Outcome, StoredAlert } from '../../../core/contracts/outcome';
import { anyTime, anyUuid } from './incident';
import { anyJson, anyJsonObject, anyText } from './json';

const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });

const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ status: fc.constant('failed' as const), error: anyText }),
  fc.record({
    status: fc.constant('completed' as const),
    incident: orNull(fc.record({ incident_number: fc.integer({ min: 1, max: 2 ** 40 }), unique_id: anyText })),
    is_incident_created: fc.boolean(),
    suppressed: fc.boolean(),
    reason: anyText,
  }),
);

const anyFields = fc.record({
  message: anyText,
  summary: anyText,
  alert_type: fc.constantFrom(...ALERT_TYPES),
  suppressed: fc.boolean(),
  entity_id: anyText,
  payload: anyJson,
  urls: fc.array(fc.record({ link_url: anyText, link_text: anyText }), { maxLength: 3 }),
  sla: orNull(anyText),
  escalation_policy: orNull(anyText),
  priority: orNull(anyText),
  tags: fc.array(anyText, { maxLength: 4 }),
  stakeholders: orNull(anyJsonObject),
  stakeholders_comms: orNull(anyJsonObject),
});

/** Any alert with any outcome. */
export const anyStoredAlert: fc.Arbitrary<StoredAlert> = fc.record({
  trace_id: anyUuid,
  accepted_at: anyTime,
  account: fc.stringMatching(/^[0-9a-z]{5}$/),
  integration: orNull(fc.record({ id: anyUuid, name: anyText, service: anyUuid, team: anyText })),
  outcome: anyOutcome,
  alert: orNull(anyFields),
  // A body of null is no body; deeper nulls are kept.
  body: anyJson,
  explain: fc.array(fc.record({ step: fc.constant('rule' as const), matched: fc.boolean(), reason: anyText }), {
    maxLength: 2,
  }),
  fan_out: orNull(fc.nat()),
});
