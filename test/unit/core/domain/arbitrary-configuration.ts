import fc from 'fast-check';
import type { Json } from '../../../../core/contracts/json';
import { arbitraryCondition, arbitraryLeaf } from './conditions/arbitrary-condition';

/** Keys that bodies and paths share, so that paths often lead somewhere; among them the dangerous ones. */
const key = fc.constantFrom(
  'a',
  'b',
  'list',
  'a key',
  '__proto__',
  'constructor',
  'toString',
  'length',
  '0',
  'été',
  '',
);

/** Any JSON, often with the keys above; parsed from text, as bodies are. */
export const arbitraryBody: fc.Arbitrary<Json> = fc
  .oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary', maxLength: 8 }),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(key, tie('node'), { maxKeys: 5 }),
      ),
    })).node,
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);

const path = fc
  .tuple(
    fc.constantFrom('payload', 'item'),
    fc.array(
      fc.oneof(
        fc.constantFrom('.a', '.b', '.list', '.constructor', '.__proto__', '.length'),
        fc.constantFrom('[0]', '["a key"]', "['été']"),
      ),
      { maxLength: 4 },
    ),
  )
  .map(([root, steps]) => root + steps.join(''));
const expression = fc
  .oneof(
    path,
    path.map((one) => `${one} | default: "x"`),
  )
  .map((inner) => `{{${inner}}}`);
const template = fc
  .array(fc.oneof(expression, fc.constantFrom('text ', '}} {', '\ud83d\ude00', '')))
  .map((parts) => parts.join(''));
const message = template.map((text) => (text.trim() === '' ? 'm' : text));
const alertType = fc.oneof(
  fc.constantFrom('critical', 'Resolved'),
  expression,
  fc.record(
    { key: path, values: fc.constant({ Open: 'critical', '1': 'resolved' }), default: fc.constant('error') },
    { requiredKeys: ['key', 'values'] },
  ),
);

const set = fc.record(
  {
    message,
    summary: template,
    entity_id: template,
    alert_type: alertType,
    suppressed: fc.oneof(fc.boolean(), template),
    urls: fc.oneof(
      template,
      fc.array(fc.record({ link_url: message, link_text: template }, { requiredKeys: ['link_url'] }), { maxLength: 2 }),
    ),
    sla: template,
    priority: template,
    tags: fc.oneof(template, fc.array(template, { maxLength: 3 })),
  },
  { requiredKeys: ['message'] },
);
/** Conditions of rules hold in mappings too, but for the one field that mapping can't know. */
const mappingLeaf = arbitraryLeaf.filter(({ field }) => field !== 'seconds_since_similar');
const when = fc.oneof(
  mappingLeaf,
  mappingLeaf.map((leaf) => ({ not: { any: [leaf] } })),
  fc.array(mappingLeaf, { maxLength: 3 }).map((all) => ({ all })),
);

/** Custom mappings that can be saved. */
export const arbitraryMapping = fc
  .record(
    {
      enabled: fc.boolean(),
      for_each: fc.constantFrom('payload', 'payload.list', 'payload.a.b', 'payload.__proto__', 'payload[0]'),
      parse_json: fc.constant(['payload.a']),
      blocks: fc.array(fc.record({ when, set }, { requiredKeys: ['set'] }), { minLength: 1, maxLength: 4 }),
    },
    { requiredKeys: ['enabled', 'blocks'] },
  )
  .map((mapping) => (mapping.for_each === undefined ? withoutItem(mapping) : mapping));

/** `item` exists only beside for_each. */
function withoutItem<T>(mapping: T): T {
  return JSON.parse(JSON.stringify(mapping).replaceAll('{{item', '{{payload').replaceAll('"item', '"payload')) as T;
}

const ruleTemplate = template.map((text) => text.replaceAll('{{item', '{{payload'));
const action = fc.oneof(
  fc.record({ action_type: fc.constant(1), value: fc.constantFrom('0', '5', 'critical') }),
  fc.record({
    action_type: fc.constantFrom(2, 8, 12),
    value: ruleTemplate.map((text) => (text.trim() === '' ? 'x' : text)),
  }),
  fc.record({ action_type: fc.constantFrom(9, 10), value: ruleTemplate }),
  fc.record({ action_type: fc.constantFrom(3, 18) }),
  fc.record({ action_type: fc.constantFrom(4, 5, 6, 14, 15, 16, 17), value: fc.constantFrom('id-1', 'id-2') }),
  fc.record({ action_type: fc.constant(7), value: fc.constantFrom('0', '1') }),
  fc.record({ action_type: fc.constant(11), key: fc.constant('role'), value: fc.constant('user') }),
  fc.record({ action_type: fc.constant(13), key: fc.constant('title {{message}}'), value: ruleTemplate }),
  fc.record({ action_type: fc.constant(19), value: fc.constantFrom('0', '60') }),
);

/** Alert rules that can be saved. */
export const arbitraryRule = fc.record({
  description: fc.string({ maxLength: 5 }),
  position: fc.integer({ min: 0, max: 3 }),
  stop: fc.boolean(),
  conditions_tree: arbitraryCondition,
  actions: fc.array(action, { maxLength: 4 }),
});
