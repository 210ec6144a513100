import fc from 'fast-check';
import { NO_SETTINGS } from '../../../core/contracts/incident-settings';
import { STATUS, type EntityHead, type Incident, type TransitionType } from '../../../core/contracts/incident';
import { anyText } from './json';

/** A time as the domain has it: microseconds, 1970 to 2255. */
export const anyTime: fc.Arbitrary<number> = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
/** A UUID in its one written form. */
export const anyUuid: fc.Arbitrary<string> = fc.uuid();

const anyId = fc.oneof({ weight: 4, arbitrary: anyUuid }, { weight: 1, arbitrary: anyText });
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const anyTransition = fc.record({
  sequence: fc.integer({ min: 1, max: 0xffffffff }),
  type: fc.constantFrom(...(Object.keys(STATUS) as TransitionType[])),
  at: anyTime,
});

type Owner = Pick<Incident, 'account' | 'integration' | 'entity_id'>;

const anyOwner: fc.Arbitrary<Owner> = fc.record({
  account: fc.stringMatching(/^[0-9a-z]{5}$/),
  integration: anyUuid,
  entity_id: anyText,
});

const incidentFields = {
  team: anyId,
  service: anyId,
  ordinal: fc.integer({ min: 1, max: 0xffffffff }),
  number: fc.integer({ min: 1, max: 2 ** 40 }),
  unique_id: fc.stringMatching(/^[2-9A-HJ-NP-Za-km-z]{22}$/),
  title: anyText,
  summary: anyText,
  status: fc.constantFrom(...Object.values(STATUS)),
  urgency: fc.constantFrom(0 as const, 1 as const),
  escalation_policy: orNull(anyId),
  priority: orNull(anyText),
  sla: orNull(anyId),
  tags: fc.array(anyText, { maxLength: 4 }),
  assigned_to: orNull(anyText),
  settings: orNull(
    fc.record({ urgency: fc.constantFrom(0 as const, 1 as const) }).map((some) => ({ ...NO_SETTINGS, ...some })),
  ),
  muted_endpoints: fc.array(anyUuid, { maxLength: 4 }),
  opened_by: anyUuid,
  created_at: anyTime,
  acknowledged_at: orNull(anyTime),
  resolved_at: orNull(anyTime),
  sequence: fc.integer({ min: 0, max: 0xffffffff }),
  transitions: fc.array(anyTransition, { maxLength: 4 }),
};

const anyRef = {
  number: fc.integer({ min: 1, max: 2 ** 40 }),
  unique_id: fc.stringMatching(/^[2-9A-HJ-NP-Za-km-z]{22}$/),
};
const anyChild = fc.record({ ...anyRef, integration: anyUuid, entity_id_hash: anyText, ordinal: fc.nat() });
const anyMerged = fc.record({ parent: orNull(fc.record(anyRef)), children: fc.array(anyChild, { maxLength: 3 }) });
const anySnooze = fc.record({ seconds: fc.nat(), until: anyTime, sequence: fc.nat() });
/** What most incidents do not have. */
const anyRelation: fc.Arbitrary<Pick<Incident, 'merged' | 'snooze'>> = fc.record(
  { merged: anyMerged, snooze: anySnooze },
  { requiredKeys: [] },
);

/** Any entity head, with or without an incident. */
export const anyHead: fc.Arbitrary<EntityHead> = anyOwner.chain((owner) =>
  fc.record({
    account: fc.constant(owner.account),
    integration: fc.constant(owner.integration),
    entity_id: fc.constant(owner.entity_id),
    version: fc.integer({ min: 1, max: 2 ** 40 }),
    memory: fc.record({
      resolved_at: anyTime,
      acknowledged_at: anyTime,
      unacknowledged_at: anyTime,
      triggers: fc.array(anyTime, { maxLength: 12 }),
    }),
    incident: orNull(
      fc
        .tuple(fc.record(incidentFields), anyRelation)
        .map(([fields, related]): Incident => ({ ...fields, ...related, ...owner })),
    ),
    recent_alerts: fc.array(anyUuid, { maxLength: 12 }),
    alert_pages: fc.integer({ min: 0, max: 1_000 }),
  }),
);
