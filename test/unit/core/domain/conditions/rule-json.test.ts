import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCondition } from '../../../../../core/domain/conditions/parse-condition';
import { readRuleJson } from '../../../../../core/domain/conditions/read-rule-json';
import { writeRuleJson } from '../../../../../core/domain/conditions/write-rule-json';
import { arbitraryCondition } from './arbitrary-condition';

interface RuleProperties {
  readonly field: string;
  readonly operator: string;
  readonly value: unknown;
  readonly operatorOptions?: unknown;
}
const rule = (properties: RuleProperties) => ({ type: 'rule', id: 'r', properties, path: ['g', 'r'] });
const group = (children1: unknown, properties: object = { conjunction: 'AND', not: false }) => ({
  type: 'group',
  id: 'g',
  children1,
  properties,
  path: ['g'],
});
const read = (tree: unknown) => readRuleJson(JSON.stringify(tree), 'rule_json', 'alert_rule');

describe('rule_json', () => {
  it('reads back what it wrote, for every condition', () => {
    fc.assert(
      fc.property(arbitraryCondition, (condition) => {
        const parsed = parseCondition(condition, '', 'alert_rule');
        expect(parsed).toEqual({ ok: true, condition });
        // A lone comparison gets the group around it that a query builder's root always is.
        const rooted = 'field' in condition ? { all: [condition] } : condition;
        const text = writeRuleJson(condition);
        expect(readRuleJson(text, 'rule_json', 'alert_rule')).toEqual({ ok: true, condition: rooted });
        expect(writeRuleJson(rooted)).toBe(text);
      }),
    );
  });

  it.each([
    [
      'alert.message is not empty',
      { field: 'alert.message', operator: 'is_not_empty', value: [], operatorOptions: null },
      { field: 'message', op: 'is_not_empty' },
    ],
    [
      'a payload search',
      {
        field: 'alert.payload',
        operator: 'payloadsearch',
        value: ['$.json.path', 'text'],
        operatorOptions: { ploperator: 'equal' },
      },
      { field: '$.json.path', op: 'equals', value: 'text' },
    ],
    [
      'an urgency',
      { field: 'alert.incident_urgency', operator: 'select_equals', value: ['low'], operatorOptions: null },
      { field: 'urgency', op: 'equals', value: 'low' },
    ],
  ])('reads the attested pair: %s', (_, properties, leaf) => {
    expect(read(group({ a: rule(properties) }))).toEqual({ ok: true, condition: { all: [leaf] } });
  });

  it.each([
    [
      { field: 'alert.alert_type', operator: 'select_any_in', value: [['critical', '2']] },
      { field: 'alert_type', op: 'in', value: ['critical', 'error'] },
    ],
    [
      { field: 'alert_type', operator: 'select_equals', value: ['3'] },
      { field: 'alert_type', op: 'equals', value: 'critical' },
    ],
    [
      { field: 'alert.summary', operator: 'not_like', value: ['x'] },
      { field: 'summary', op: 'not_contains', value: 'x' },
    ],
    [
      { field: 'alert.summary', operator: 'regexp', value: ['^x'] },
      { field: 'summary', op: 'matches', value: '^x' },
    ],
    [
      { field: 'alert.time', operator: 'between', value: ['22:00', '06:00'] },
      { field: 'time', op: 'between', value: ['22:00:00', '06:00:00'] },
    ],
    [
      { field: 'alert.time', operator: 'less_or_equal', value: [3600] },
      { field: 'time', op: 'lte', value: '01:00:00' },
    ],
    [
      { field: 'alert.alert_date', operator: 'greater_or_equal', value: ['2026-11-01T00:00:00.000Z'] },
      { field: 'date', op: 'gte', value: '2026-11-01' },
    ],
    [
      { field: 'alert.day_of_week', operator: 'multiselect_equals', value: [['Mon', '7']] },
      { field: 'day_of_week', op: 'in', value: ['monday', 'sunday'] },
    ],
    [
      { field: 'alert.payload', operator: 'payload_key_search', value: ['a.b'] },
      { field: 'payload.a.b', op: 'exists' },
    ],
    [
      { field: 'alert.payload.a', operator: 'equal', value: ['x'] },
      { field: 'payload.a', op: 'equals', value: 'x' },
    ],
  ])('reads likely names: %j', (properties, leaf) => {
    expect(read(group([rule(properties)]))).toEqual({ ok: true, condition: { all: [leaf] } });
  });

  it('reads children as a list or as an object, and NOT, NOR and NAND as negated groups', () => {
    const leaf = rule({ field: 'alert.message', operator: 'is_empty', value: [] });
    const one = { field: 'message', op: 'is_empty' };
    expect(read(group([leaf, leaf], { conjunction: 'OR', not: true }))).toEqual({
      ok: true,
      condition: { not: { any: [one, one] } },
    });
    expect(read(group({ a: leaf, b: leaf }, { conjunction: 'AND', not: true }))).toEqual({
      ok: true,
      condition: { not: { all: [one, one] } },
    });
    expect(read(group({ a: leaf }, { conjunction: 'AND', not: true }))).toEqual({ ok: true, condition: { not: one } });
    expect(read(group({ a: group([leaf], { conjunction: 'or' }) }, {}))).toEqual({
      ok: true,
      condition: { all: [{ any: [one] }] },
    });
  });

  it('takes no text, an empty object and an empty group for "no conditions"', () => {
    for (const text of ['', ' ', '{}', 'null', '""', JSON.stringify(group({}))]) {
      expect(readRuleJson(text, 'rule_json', 'alert_rule')).toEqual({ ok: true, condition: { all: [] } });
    }
  });

  it.each([
    ['nothing', { path: 'rule_json', message: 'the text of a JSON tree is expected' }, 'not json'],
    [
      'an unknown operator',
      { path: 'rule_json.children1["a"].properties.operator', message: 'unknown operator "wobble"' },
      JSON.stringify(group({ a: rule({ field: 'alert.message', operator: 'wobble', value: [] }) })),
    ],
    [
      'an unknown field',
      { path: 'rule_json.children1[0].properties.field', message: 'unknown field "alert.colour"' },
      JSON.stringify(group([rule({ field: 'alert.colour', operator: 'equal', value: ['x'] })])),
    ],
    [
      'an unknown conjunction',
      { path: 'rule_json.properties.conjunction', message: 'AND or OR is expected' },
      JSON.stringify(group([], { conjunction: 'XOR' })),
    ],
    [
      'a node of no kind',
      { path: 'rule_json.children1[0].type', message: 'group or rule is expected' },
      JSON.stringify(group([{ type: 'case' }])),
    ],
  ])('says where %s is wrong', (_, error, text) => {
    expect(readRuleJson(text, 'rule_json', 'alert_rule')).toEqual({ ok: false, errors: [error] });
  });
});
