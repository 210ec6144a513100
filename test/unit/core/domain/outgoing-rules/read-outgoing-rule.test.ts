import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../../../../core/contracts/json';
import { readRuleJson } from '../../../../../core/domain/conditions/read-rule-json';
import { writeRuleJson } from '../../../../../core/domain/conditions/write-rule-json';
import { readOutgoingRule } from '../../../../../core/domain/outgoing-rules/read-outgoing-rule';
import { anOutgoingRule } from '../../../../support/builders/outgoing-rules';
import { arbitraryOutgoingCondition } from '../conditions/arbitrary-condition';

const stored = anOutgoingRule({ condition: { all: [{ field: 'title', op: 'equals', value: 'Old' }] } });
const TREE = { all: [{ field: 'tags', op: 'equals', value: 'db' }] };

function contentOf(body: JsonObject, base = stored) {
  const read = readOutgoingRule(body, base);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.content;
}

describe('the conditions of an outgoing rule', () => {
  it('are the same whichever encoding they come in', () => {
    fc.assert(
      fc.property(arbitraryOutgoingCondition, (condition) => {
        const rooted = 'field' in condition ? { all: [condition] } : condition;
        const rule_json = writeRuleJson(condition);
        expect(contentOf({ rule_json })).toMatchObject({ condition: rooted, rule_json });
        expect(contentOf({ conditions_tree: rooted }).condition).toEqual(rooted);
        expect(readRuleJson(rule_json, '', 'outgoing_rule')).toEqual({ ok: true, condition: rooted });
      }),
    );
  });

  it('stay as they are when the body names none, and so does whether it is enabled', () => {
    const disabled = { ...stored, is_enabled: false, rule_json: writeRuleJson(stored.condition) };
    expect(contentOf({}, disabled)).toEqual({
      is_enabled: false,
      condition: stored.condition,
      rule_json: disabled.rule_json,
    });
    expect(contentOf({ is_enabled: true }, disabled).is_enabled).toBe(true);
  });

  it('are those that were changed, when a client sends back both encodings with one of them changed', () => {
    const text = writeRuleJson(stored.condition);
    const tree = stored.condition as unknown as JsonObject;
    const other = writeRuleJson({ all: [{ field: 'title', op: 'equals', value: 'New' }] });
    expect(contentOf({ rule_json: other, conditions_tree: tree }).condition).toEqual({
      all: [{ field: 'title', op: 'equals', value: 'New' }],
    });
    expect(contentOf({ rule_json: text, conditions_tree: TREE })).toEqual({ is_enabled: true, condition: TREE });
  });

  it.each([
    [{ is_enabled: 'yes' }, 'is_enabled'],
    [{ conditions_tree: { all: [{ field: 'colour', op: 'equals', value: 'x' }] } }, 'conditions_tree.all[0].field'],
    [{ conditions_tree: { any: [] } }, 'conditions_tree.any'],
    [{ rule_json: 'not json' }, 'rule_json'],
    [{ rule_json: '{"type":"group","children1":[{"type":"case"}]}' }, 'rule_json.children1[0].type'],
  ])('say where they are wrong: %j', (body, path) => {
    expect(readOutgoingRule(body, stored)).toEqual({
      ok: false,
      errors: [{ path, message: expect.stringMatching(/./) }],
    });
  });
});
