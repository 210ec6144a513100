import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../../core/contracts/json';
import type { MaintenanceWindow } from '../../../../core/contracts/maintenance-window';
import type { StoredRule } from '../../../../core/contracts/schemas/alert-rule';
import type { CustomMapping } from '../../../../core/contracts/schemas/custom-mapping';
import { compileEngine, type EngineConfiguration, type EngineFacts } from '../../../../core/domain/engine';
import { parseCustomMapping } from '../../../../core/domain/mapping/parse-mapping';
import { parseAlertRule } from '../../../../core/domain/rules/parse-rule';
import { runEngine } from '../../../support/run-engine';
import { arbitraryBody, arbitraryMapping, arbitraryRule } from './arbitrary-configuration';

const AT = Date.UTC(2026, 10, 22, 12) * 1000;
const FACTS: EngineFacts = { at: AT, similarAt: () => null, freshId: (index: number) => `fresh-${index}` };
const NOTHING: EngineConfiguration = {
  custom_mapping: null,
  rules: [],
  default_urgency: 1,
  service: 's1',
  windows: [],
};
const WINDOW: MaintenanceWindow = {
  unique_id: 'w',
  name: 'Patching',
  start: AT / 1000 - 1000,
  end: AT / 1000 + 1000,
  time_zone: 'UTC',
  repeat_interval: 0,
  repeat_until: null,
  services: ['s1'],
};

const run = (configuration: Partial<EngineConfiguration>, body: Json, facts = FACTS) =>
  runEngine(compileEngine({ ...NOTHING, ...configuration }), body, facts);

function mapping(input: unknown): CustomMapping {
  const parsed = parseCustomMapping(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.mapping;
}
function stored(input: unknown, at = 1): StoredRule {
  const parsed = parseAlertRule(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { unique_id: `r${at}`, created_at: at, rule: parsed.rule };
}

describe('the engine', () => {
  it('reads the generic body where there is no mapping, or one that is switched off', () => {
    const body = { message: 'm', alert_type: 'critical', entity_id: 12345 };
    const off = mapping({ enabled: false, blocks: [{ set: { message: 'x' } }] });
    for (const custom_mapping of [null, off]) {
      expect(run({ custom_mapping }, body)).toMatchObject([
        {
          index: 0,
          effect: 'ready',
          fields: { message: 'm', entity_id: '12345', alert_type: 'critical' },
          explain: [],
          errors: [],
        },
      ]);
    }
  });

  it('fails a body that is neither, with what is wrong', () => {
    expect(run({}, { alert_type: 'critical' })).toMatchObject([
      { effect: 'failed', reason: 'message: Required: a text that is not blank.', fields: null },
    ]);
  });

  it('runs mapping, then rules, then maintenance, and tells each step', () => {
    const custom_mapping = mapping({ enabled: true, blocks: [{ set: { message: '{{payload.title}}' } }] });
    const rules = [stored({ description: 'shout', actions: [{ action_type: 8, value: '{{message}}!' }] })];
    const [ready] = run({ custom_mapping, rules }, { title: 'disk' });
    expect(ready).toMatchObject({ effect: 'ready', fields: { message: 'disk!' } });
    expect(ready?.explain.map(({ step }) => step)).toEqual(['block', 'rule']);
    const [failed] = run({ custom_mapping, rules, windows: [WINDOW] }, { title: 'disk' });
    expect(failed).toMatchObject({
      effect: 'failed',
      reason: 'Your service is under maintenance',
      fields: { message: 'disk!' },
    });
    expect(failed?.explain.map(({ step }) => step)).toEqual(['block', 'rule', 'maintenance']);
    expect(run({ windows: [WINDOW], service: 's2' }, { message: 'm' })).toMatchObject([{ effect: 'ready' }]);
  });

  it('suppresses by the body and by a rule', () => {
    const rules = [stored({ actions: [{ action_type: 3 }] })];
    expect(run({}, { message: 'm', suppressed: true })).toMatchObject([
      { effect: 'suppressed', fields: { suppressed: true } },
    ]);
    expect(run({ rules }, { message: 'm' })).toMatchObject([
      { effect: 'suppressed', explain: [{ step: 'rule' }, { step: 'suppression' }] },
    ]);
  });

  it('looks the last similar incident up by the mapped entity id, and only if a rule asks', () => {
    const asked: string[] = [];
    const facts = { ...FACTS, similarAt: (id: string) => (asked.push(id), AT - 10_000_000) };
    const rules = [
      stored({
        conditions_tree: { field: 'seconds_since_similar', op: 'lte', value: 10 },
        actions: [{ action_type: 3 }],
      }),
    ];
    expect(run({}, { message: 'm', entity_id: 'e' }, facts)).toMatchObject([{ effect: 'ready' }]);
    expect(run({ rules }, { message: 'm' }, facts)).toMatchObject([{ effect: 'ready' }]);
    expect(asked).toEqual([]);
    expect(run({ rules }, { message: 'm', entity_id: 'e' }, facts)).toMatchObject([{ effect: 'suppressed' }]);
    expect(asked).toEqual(['e']);
    expect(
      compileEngine({ ...NOTHING, rules })
        .open({ message: 'm', entity_id: 'e' })
        .similarKeyAt(0, AT),
    ).toBe('e');
  });

  it('gives each element its own fresh id', () => {
    const custom_mapping = mapping({
      enabled: true,
      for_each: 'payload',
      blocks: [{ set: { message: '{{item}}', entity_id: 'same' } }],
    });
    const rules = [stored({ actions: [{ action_type: 10, value: '' }] })];
    expect(run({ custom_mapping, rules }, ['a', 'b'])).toMatchObject([
      { fields: { entity_id: 'fresh-0' } },
      { fields: { entity_id: 'fresh-1' } },
    ]);
  });

  it('fails every alert with the reason when a stored mapping is refused by now', () => {
    const custom_mapping = { enabled: true, blocks: [{ set: { message: '{{nothing}}' } }] } as CustomMapping;
    expect(run({ custom_mapping }, { a: 1 })).toMatchObject([
      { effect: 'failed', reason: expect.stringContaining('the custom mapping is not valid') },
    ]);
  });

  it('never throws, for any JSON and any configuration that can be saved, and always gives the same', () => {
    fc.assert(
      fc.property(
        arbitraryBody,
        arbitraryMapping,
        fc.array(arbitraryRule, { maxLength: 4 }),
        (body, customMapping, rules) => {
          const configuration = {
            custom_mapping: mapping(customMapping),
            rules: rules.map((rule, at) => stored(rule, at)),
          };
          const before = JSON.stringify(body);
          const first = run(configuration, body);
          const again = run(configuration, JSON.parse(before) as Json);
          expect(JSON.stringify(again)).toBe(JSON.stringify(first));
          expect(JSON.stringify(body)).toBe(before);
          expect(first.length).toBeGreaterThan(0);
          expect(first.every((alert) => alert.effect === 'failed' || alert.fields.message.trim() !== '')).toBe(true);
          expect(first.every((alert) => alert.errors.length === 0)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
