import { describe, expect, it } from '@jest/globals';
import type { AlertFields } from '../../../../../core/contracts/alert';
import type { Json } from '../../../../../core/contracts/json';
import { Budget } from '../../../../../core/domain/json/budget';
import { applyRules, compileRules } from '../../../../../core/domain/rules/apply-rules';
import { parseAlertRule } from '../../../../../core/domain/rules/parse-rule';
import { map, mapOne, NOON } from './map';

/** The example payload of the seed's section "Direct Mapping". */
const EXAMPLE: Json = {
  title: 'test',
  alert_type: 'error',
  description: 'description',
  url: 'example.com/1',
  id: 11,
  status: 'Open',
};

/** The seed's "Payload before", which is the body; what it is mapped to is "Payload after". */
const BEFORE: Json = {
  severity: 'high',
  environment: 'production',
  application: 'Backend Service',
  details: { threshold_exceeded: true, process_id: '12345', memory_usage_mb: '1024' },
  source: 'web_server_1',
  email: 'muzan.kibutsuji@example.com',
  username: 'muzan_kibutsuji',
  timestamp: '2025-01-28T12:45:00Z',
};

const TYPES = {
  key: 'payload.status',
  values: { Open: 'critical', Pending: 'acknowledged', Resolved: 'resolved', Closed: 'resolved' },
};
const DIRECT = {
  set: {
    message: '{{payload.title}}',
    summary: '{{payload.description}}',
    entity_id: '{{payload.id}}',
    alert_type: TYPES,
  },
};
const mapping = (...blocks: unknown[]) => ({ enabled: true, blocks });

function ruled(fields: AlertFields, rule: object): AlertFields {
  const parsed = parseAlertRule(rule);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const rules = compileRules([{ unique_id: 'r1', created_at: 1, rule: parsed.rule }]);
  return applyRules(rules, fields, { at: NOON, urgency: 1, similar_at: null, freshId: 'fresh' }, new Budget()).fields;
}

describe("the seed's examples of custom mapping", () => {
  it('Direct Mapping: fields are constants or keys of the payload', () => {
    expect(mapOne(mapping(DIRECT), EXAMPLE)).toMatchObject({
      message: 'test',
      summary: 'description',
      entity_id: '11',
      alert_type: 'critical',
      suppressed: false,
    });
    expect(mapOne(mapping({ set: { message: 'A constant', entity_id: 'one-and-only' } }), EXAMPLE)).toMatchObject({
      message: 'A constant',
      entity_id: 'one-and-only',
    });
  });

  it.each([
    ['Open', 'critical'],
    ['pending', 'acknowledged'],
    ['RESOLVED', 'resolved'],
    ['Closed', 'resolved'],
    ['Something else', 'info'],
  ])('Direct Mapping: the value of a key decides the alert type: %s is %s', (status, type) => {
    expect(mapOne(mapping(DIRECT), { ...(EXAMPLE as object), status }).alert_type).toBe(type);
  });

  it('Direct Mapping: the message is always required', () => {
    const [failed] = map(mapping(DIRECT), { id: 11, status: 'Open' });
    expect(failed).toMatchObject({
      ok: false,
      reason: 'custom mapping gave no message: payload.title is missing',
      missing: ['payload.title'],
    });
  });

  it('Conditional Mapping: a block applies only where its condition holds', () => {
    const when = { all: [{ field: 'payload.severity', op: 'equals', value: 'high' }] };
    const blocks = mapping(
      { set: { message: '{{payload.title}}' } },
      { when, set: { message: '[HIGH] {{payload.title}}', summary: '{{payload.description}}' } },
    );
    expect(mapOne(blocks, { title: 't', severity: 'high', description: 'd' })).toMatchObject({
      message: '[HIGH] t',
      summary: 'd',
    });
    expect(mapOne(blocks, { title: 't', severity: 'low', description: 'd' })).toMatchObject({
      message: 't',
      summary: '',
    });
  });

  it('Conditional Mapping: blocks run line by line, and the second overrides the message of the first', () => {
    const always = { field: 'payload.title', op: 'exists' };
    const [mapped] = map(
      mapping({ when: always, set: { message: 'first' } }, { when: always, set: { message: 'second' } }),
      EXAMPLE,
    );
    expect(mapped).toMatchObject({ ok: true, fields: { message: 'second' } });
    expect(mapped?.explain.map(({ matched, set }) => ({ matched, set }))).toEqual([
      { matched: true, set: { message: '"first"' } },
      { matched: true, set: { message: '"second"' } },
    ]);
  });

  it('Conditional Mapping: alert rules take precedence over the mapping for the same key', () => {
    const fields = mapOne(mapping(DIRECT), EXAMPLE);
    expect(
      ruled(fields, {
        actions: [
          { action_type: 8, value: 'the rule says: {{message}}' },
          { action_type: 1, value: '1' },
        ],
      }),
    ).toMatchObject({ message: 'the rule says: test', alert_type: 'warning' });
  });

  it('Payload before and after: the body moves under payload, beside the mapped fields', () => {
    const set = { message: 'A memory leak has been identified on the web application.', alert_type: 'critical' };
    expect(mapOne(mapping({ set }), BEFORE).payload).toEqual({ payload: BEFORE, ...set });
  });

  it('Impact on Alert Rules: {{payload.source}} of before is {{payload.payload.source}} after', () => {
    const body: Json = { message: 'plain', payload: BEFORE };
    const plain: AlertFields = { ...mapOne(mapping({ set: { message: 'x' } }), null), payload: BEFORE };
    const mapped = mapOne(mapping({ set: { message: 'x' } }), BEFORE);
    const rename = (path: string) => ({ actions: [{ action_type: 9, value: `{{${path}}}` }] });
    expect(ruled(plain, rename('payload.source')).summary).toBe('web_server_1');
    expect(ruled(mapped, rename('payload.payload.source')).summary).toBe('web_server_1');
    expect(ruled(mapped, rename('payload.source')).summary).toBe('');
    // A sender that used the generic shape already gets one level more.
    expect(
      ruled(
        mapOne(mapping({ set: { message: '{{payload.message}}' } }), body),
        rename('payload.payload.payload.source'),
      ).summary,
    ).toBe('web_server_1');
  });
});
