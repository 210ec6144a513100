import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AlertFields } from '../../../../../core/contracts/alert';
import type { OutgoingRule } from '../../../../../core/contracts/outgoing-rule';
import type { Condition } from '../../../../../core/contracts/schemas/condition';
import {
  compileOutgoingRules,
  mutedEndpoints,
  type OpeningFacts,
  type UndecidedOpening,
} from '../../../../../core/domain/outgoing-rules/muted-endpoints';
import { anIncident } from '../../../../support/builders/incident';
import { anOutgoingRule } from '../../../../support/builders/outgoing-rules';

const SUNDAY_NOON = Date.UTC(2026, 10, 22, 12) * 1_000;

const alert: AlertFields = {
  message: 'Disk full on web-1',
  summary: 'at 98 %',
  alert_type: 'critical',
  suppressed: false,
  entity_id: 'disk',
  payload: { host: 'web-1' },
  urls: [],
  sla: null,
  escalation_policy: null,
  priority: null,
  tags: [],
  stakeholders: null,
  stakeholders_comms: null,
};
const opening: UndecidedOpening = {
  ...anIncident({ title: 'Disk full', summary: 'at 98 %', priority: 'P1', sla: null, tags: ['db', 'eu'] }),
};
const facts: OpeningFacts = { at: SUNDAY_NOON, alert, similar_at: SUNDAY_NOON - 60_000_000 };

function mutes(rules: readonly Partial<OutgoingRule>[], moment: OpeningFacts = facts): boolean {
  const compiled = compileOutgoingRules(rules.map((over) => anOutgoingRule(over)));
  return mutedEndpoints(new Map([['endpoint', compiled]]), opening, moment).length === 1;
}
const when = (condition: Condition) => ({ condition });
const leaf = (field: string, op: string, value?: unknown, more: object = {}): Condition =>
  ({ field, op, ...(value === undefined ? {} : { value }), ...more }) as Condition;

describe('which endpoints an incident is not told to', () => {
  it('is none without rules, nor with disabled ones only', () => {
    expect(mutes([])).toBe(false);
    expect(mutes([{ is_enabled: false, ...when(leaf('title', 'equals', 'Other')) }])).toBe(false);
  });

  it.each([
    leaf('title', 'contains', 'full'),
    leaf('message', 'matches', 'web-\\d'),
    leaf('summary', 'contains', '98'),
    leaf('urgency', 'equals', 'high'),
    leaf('priority', 'in', ['P1', 'P2']),
    leaf('sla', 'is_empty'),
    leaf('tags', 'equals', 'eu'),
    leaf('alert_type', 'equals', 'critical'),
    leaf('entity_id', 'equals', 'disk'),
    leaf('payload.host', 'equals', 'web-1'),
    leaf('$.host', 'equals', 'web-1'),
    leaf('time', 'between', ['11:00:00', '13:00:00']),
    leaf('time', 'lte', '13:00:00', { timezone: 'Europe/Berlin' }),
    leaf('date', 'equals', '2026-11-22'),
    leaf('day_of_week', 'equals', 'sunday'),
    leaf('seconds_since_similar', 'lte', 60),
  ])('leaves out an endpoint with a rule that matches, and has one whose rule says the contrary: %j', (condition) => {
    expect(mutes([when(condition)])).toBe(false);
    expect(mutes([when({ not: condition })])).toBe(true);
  });

  it('has an endpoint only when none of its rules matches', () => {
    const [no, yes] = [when(leaf('title', 'equals', 'Other')), when(leaf('tags', 'equals', 'db'))];
    expect(mutes([no, no])).toBe(true);
    expect(mutes([no, yes])).toBe(false);
    expect(mutes([no, { ...yes, is_enabled: false }])).toBe(true);
  });

  it('does not depend on the order of rules, and a matching one more never mutes', () => {
    const anyRule = fc.record({
      is_enabled: fc.boolean(),
      condition: fc.constantFrom(leaf('tags', 'equals', 'db'), leaf('title', 'equals', 'Other'), { all: [] }),
    });
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 5 }), (rules) => {
        expect(mutes(rules.toReversed())).toBe(mutes(rules));
        expect(mutes([...rules, when({ all: [] })])).toBe(false);
      }),
    );
  });

  it('takes the title for the message of an incident that no alert opened, which has no type and no payload', () => {
    const byHand = { ...facts, alert: null };
    expect(mutes([when(leaf('message', 'equals', 'Disk full'))], byHand)).toBe(false);
    expect(mutes([when(leaf('alert_type', 'equals', 'critical'))], byHand)).toBe(true);
    expect(mutes([when(leaf('payload.host', 'not_exists'))], byHand)).toBe(false);
  });

  it('is told in doubt: by a rule that this release refuses, or that takes too much work', () => {
    expect(mutes([when(leaf('colour', 'equals', 'red'))])).toBe(false);
    const dear = { all: Array.from({ length: 40 }, () => leaf('payload.text', 'not_matches', '(x+x+)+y')) };
    const long = { ...facts, alert: { ...alert, payload: { text: 'x'.repeat(100_000) } } };
    expect(mutes([when({ not: dear })], long)).toBe(false);
  });

  it('asks for the last similar incident only when a rule does', () => {
    const asks = (condition: Condition) => compileOutgoingRules([anOutgoingRule({ condition })]).needsSimilar;
    expect(asks(leaf('seconds_since_similar', 'gte', 60))).toBe(true);
    expect(asks(leaf('title', 'equals', 'seconds'))).toBe(false);
  });
});
