import { describe, expect, it } from '@jest/globals';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { alertRuleSchema } from '../../../../core/contracts/schemas/alert-rule';
import { conditionSchema } from '../../../../core/contracts/schemas/condition';
import { customMappingSchema } from '../../../../core/contracts/schemas/custom-mapping';
import { parseCustomMapping } from '../../../../core/domain/mapping/parse-mapping';
import { MAPPING_PRESETS } from '../../../../core/domain/presets/mapping-presets';
import { arbitraryMapping, arbitraryRule } from '../domain/arbitrary-configuration';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, schemas: [conditionSchema] });
const isMapping = ajv.compile(customMappingSchema);
const isRule = ajv.compile(alertRuleSchema);

describe('the schemas of configurations', () => {
  it('describe every configuration that can be saved', () => {
    fc.assert(
      fc.property(arbitraryMapping, (mapping) => {
        expect([isMapping(mapping), isMapping.errors]).toEqual([true, null]);
      }),
    );
    fc.assert(
      fc.property(arbitraryRule, (rule) => {
        expect([isRule(rule), isRule.errors]).toEqual([true, null]);
      }),
    );
    expect(MAPPING_PRESETS.map(({ configuration }) => isMapping(configuration.custom_mapping))).not.toContain(false);
  });

  it.each([
    [{ enabled: true, blocks: [] }],
    [{ enabled: true, blocks: [{ set: {} }] }],
    [{ enabled: true, blocks: [{ set: { message: 'x', title: 'y' } }] }],
    [{ enabled: true, blocks: [{ set: { message: 'x' }, when: { field: 'payload.a', op: 'is' } }] }],
    [{ enabled: true, blocks: [{ set: { message: 'x' }, when: { all: [{ any: [] }] } }] }],
    [{ enabled: true, blocks: [{ set: { message: 'x', alert_type: { key: 'payload.a', values: { a: 'fatal' } } } }] }],
    [{ enabled: 'yes', blocks: [{ set: { message: 'x' } }] }],
  ])('and the engine refuse alike: %j', (mapping) => {
    expect([isMapping(mapping), parseCustomMapping(mapping).ok]).toEqual([false, false]);
  });
});
