import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../../core/contracts/json';
import type { StoredRule } from '../../../../core/contracts/schemas/alert-rule';
import { compileEngine, type EngineAlert } from '../../../../core/domain/engine';
import { parseLossless } from '../../../../core/domain/json/parse-lossless';
import { stringifyJson } from '../../../../core/domain/json/text';
import { parseCustomMapping } from '../../../../core/domain/mapping/parse-mapping';
import { parseAlertRule } from '../../../../core/domain/rules/parse-rule';

const FACTS = { at: Date.UTC(2026, 10, 22, 12) * 1000, similarAt: () => null, freshId: () => 'fresh' };

function rule(conditions_tree: unknown, actions: readonly unknown[] = []): StoredRule {
  const parsed = parseAlertRule({ conditions_tree, actions });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { unique_id: 'r', created_at: 1, rule: parsed.rule };
}
function engine(blocks: readonly unknown[], rules: readonly StoredRule[] = [], more: object = {}) {
  const parsed = parseCustomMapping({ enabled: true, blocks, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return compileEngine({ custom_mapping: parsed.mapping, rules, default_urgency: 1, service: 's', windows: [] });
}
function first(compiled: ReturnType<typeof engine>, body: Json): EngineAlert {
  return compiled.open(body).alertAt(0, FACTS);
}

/** Work that takes about 50 ms, the most that one alert may take, on the machines this was written on. */
function fiftyMilliseconds(): number {
  let total = 0;
  for (let at = 0; at < 100_000; at += 1)
    total += JSON.stringify({ at, list: [at, 'x'] }).length + Object.values({ at }).length;
  return total;
}

function cpuOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user;
}

/**
 * Expects that some work takes no more processor time than {@link fiftyMilliseconds} does right beside it. Both are slowed
 * down alike by what else the machine does; the best of some tries leaves the first compilation and collections out.
 */
function expectWithinLimit(work: () => unknown): void {
  let best = Infinity;
  for (let tries = 0; tries < 12 && best >= 1; tries += 1)
    best = Math.min(best, cpuOf(work) / cpuOf(fiftyMilliseconds));
  expect(best).toBeLessThan(1);
}

describe('hostile bodies and mappings', () => {
  it('paths to __proto__ and constructor reach nothing and change nothing', () => {
    const paths = [
      '__proto__',
      'constructor.prototype',
      '["__proto__"].polluted',
      'a.constructor.constructor',
      'a.__proto__.toString',
    ];
    const blocks = [
      { set: { message: `m${paths.map((path) => `{{payload${path.startsWith('[') ? '' : '.'}${path}}}`).join('')}` } },
    ];
    expect(first(engine(blocks), { a: {} })).toMatchObject({ fields: { message: 'm' } });
    const body = parseLossless(
      '{"__proto__":{"polluted":"yes"},"a":{"constructor":{"prototype":{"polluted":"yes"}}},"list":[{"__proto__":1}]}',
    );
    const each = engine([{ set: { message: '{{payload["__proto__"].polluted}} {{item["__proto__"]}}' } }], [], {
      for_each: 'payload.list',
    });
    const alert = first(each, body);
    expect(alert).toMatchObject({ fields: { message: 'yes 1' } });
    expect(JSON.stringify(alert.effect === 'failed' ? null : alert.fields.payload)).toContain(
      '{"payload":{"__proto__":{"polluted":"yes"}',
    );
    expect(({} as { readonly polluted?: string }).polluted).toBeUndefined();
    const many = parseLossless(`{"a":[${'{"__proto__":{"constructor":{"prototype":1}}},'.repeat(20_000)}1]}`);
    const walking = engine(
      [{ set: { message: 'm{{payload["__proto__"]}}' } }],
      [rule({ field: "$..['__proto__'].constructor", op: 'exists' })],
    );
    expectWithinLimit(() => first(walking, many));
    const parsed = parseCustomMapping(
      JSON.parse('{"enabled":true,"blocks":[{"set":{"message":"x","__proto__":"y"}}]}'),
    );
    expect(parsed.ok ? [] : parsed.errors.map(({ path }) => path)).toEqual(['custom_mapping.blocks[0].set.__proto__']);
  });

  it('a body nested 10,000 deep is mapped, tried, shown and written', () => {
    const body = parseLossless(
      `{"title":"t","deep":${'{"a":'.repeat(10_000)}"x"${'}'.repeat(10_000)},"list":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    );
    const conditions = [
      { field: '$..a', op: 'exists' },
      { field: 'payload.payload.deep', op: 'contains', value: 'x' },
      { field: 'payload.payload.list', op: 'is_empty' },
      { field: 'payload', op: 'matches', value: 'nowhere' },
    ];
    const compiled = engine(
      [{ when: { field: '$..a', op: 'exists' }, set: { message: '{{payload.title}}', summary: '{{payload.deep}}' } }],
      conditions.map((condition) => rule(condition)),
    );
    const alert = first(compiled, body);
    expect(alert).toMatchObject({ effect: 'ready', fields: { message: 't' } });
    expect(Buffer.byteLength(alert.effect === 'failed' ? '' : alert.fields.summary)).toBe(16_384);
    expect(stringifyJson(alert.effect === 'failed' ? null : alert.fields.payload)).toContain('{"a":'.repeat(10_000));
    expectWithinLimit(() => first(compiled, body));
  });

  it('texts of 1 MB are cut, compared and searched within the limit', () => {
    const body: Json = { x: 'ab'.repeat(500_000), y: 'é\ud800'.repeat(300_000) };
    const conditions = [
      { field: 'message', op: 'matches', value: '(a|b)*a(a|b){100}[cd]' },
      { field: 'payload.payload.x', op: 'matches', value: '(a+)+$' },
      { field: 'payload.payload.x', op: 'contains', value: `${'ab'.repeat(400)}c` },
      { field: '$.payload.x', op: 'not_equals', value: 'x' },
      { field: 'payload.payload.y', op: 'gte', value: 5 },
    ];
    const compiled = engine(
      [
        {
          set: {
            message: '{{payload.x}}',
            summary: '{{payload.y}}{{payload.x}}{{payload}}',
            tags: '{{payload.x}}',
            urls: '{{payload.y}}',
          },
        },
      ],
      conditions.map((one) => rule(one)),
    );
    const alert = first(compiled, body);
    expect(alert).toMatchObject({ effect: 'ready', fields: { message: 'ab'.repeat(8192) } });
    expect(JSON.stringify(alert.explain).length).toBeLessThan(10_000);
    expectWithinLimit(() => first(compiled, body));
  });

  it('an array of 100,000 elements costs each of its alerts next to nothing', () => {
    const body: Json = { list: Array.from({ length: 100_000 }, (_, at) => ({ at })) };
    const compiled = engine(
      [{ set: { message: 'n {{item.at}}' } }],
      [rule({ field: '$.item.at', op: 'gte', value: 5 })],
      { for_each: 'payload.list' },
    );
    const opened = compiled.open(body);
    expect(opened.count).toBe(100_000);
    expect(opened.alertAt(99_999, FACTS)).toMatchObject({ effect: 'ready', fields: { message: 'n 99999' } });
    expectWithinLimit(() => Array.from({ length: 100 }, (_, at) => opened.alertAt(at, FACTS)));
    // Not fanned out, it is still one alert within the limit.
    const whole = engine(
      [{ set: { message: '{{payload.list}}' } }],
      [
        rule({ field: '$.payload.list[?@.at == 99999]', op: 'exists' }),
        rule({ field: 'payload.payload.list', op: 'contains', value: 'x' }),
      ],
    );
    expectWithinLimit(() => first(whole, body));
  });

  it.each([
    '(a+)+$',
    '(a|aa)+$',
    '([a-z]+)*\\d',
    '(.*a){20}',
    '(a|b)*a(a|b){60}[cd]',
    '(x?){50}x{50}',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
  ])('a catastrophic pattern is none here: %s', (pattern) => {
    const condition = { field: 'payload.payload.x', op: 'matches', value: pattern };
    const compiled = engine(
      [{ set: { message: 'm' } }],
      [rule(condition), rule({ field: `$.payload[?search(@, '${pattern.replaceAll('\\', '\\\\')}')]`, op: 'exists' })],
    );
    for (const x of ['a'.repeat(30_000) + '!', 'ab'.repeat(15_000), 'x'.repeat(30_000)]) {
      expect(first(compiled, { x }).effect).toBe('ready');
      expectWithinLimit(() => first(compiled, { x }));
    }
  });

  it('many costly rules share one budget, and cheap ones still run', () => {
    const costly = Array.from({ length: 200 }, () =>
      rule({ field: 'payload.payload.x', op: 'matches', value: '(a|b)*a(a|b){60}[cd]' }),
    );
    const compiled = engine(
      [{ set: { message: 'm' } }],
      [...costly, rule({ field: 'message', op: 'equals', value: 'm' }, [{ action_type: 8, value: 'still here' }])],
    );
    const alert = first(compiled, { x: 'ab'.repeat(1000) });
    expect(alert).toMatchObject({ effect: 'ready', fields: { message: 'still here' } });
    expect(alert.errors.length).toBeGreaterThan(100);
    expectWithinLimit(() => first(compiled, { x: 'ab'.repeat(1000) }));
  });

  it('expressions that would blow the output up stop at 16 KB', () => {
    const all = '{{payload}}'.repeat(900);
    const rules = [
      rule(
        { all: [] },
        Array.from({ length: 50 }, () => ({ action_type: 9, value: '{{summary}}{{summary}}{{payload}}' })),
      ),
    ];
    const compiled = engine(
      Array.from({ length: 20 }, () => ({
        set: {
          message: all,
          summary: all,
          tags: Array.from({ length: 100 }, () => all),
          urls: Array.from({ length: 20 }, () => ({ link_url: all })),
        },
      })),
      rules,
    );
    const body: Json = { x: 'y'.repeat(200) };
    const alert = first(compiled, body);
    expect(alert.effect === 'failed' ? 0 : Buffer.byteLength(alert.fields.summary)).toBe(16_384);
    expectWithinLimit(() => first(engine([{ set: { message: all, summary: all } }], rules), body));
  });

  it('invalid UTF-16 becomes well-formed where it is mapped and stays in the payload as it was', () => {
    const alert = first(
      engine([{ set: { message: 'x{{payload.x}}', entity_id: '{{payload.x}}' } }]),
      JSON.parse('{"x":"\\ud800a\\udc00"}') as Json,
    );
    expect(alert).toMatchObject({
      fields: { message: 'x\ufffda\ufffd', entity_id: '\ufffda\ufffd', payload: { payload: { x: '\ud800a\udc00' } } },
    });
    const searching = engine(
      [{ set: { message: 'x{{payload.x}}', entity_id: '{{payload.x}}', summary: '{{payload}}' } }],
      [rule({ field: 'payload.payload.x', op: 'matches', value: '\ud83d\ude00$' })],
    );
    expectWithinLimit(() => first(searching, { x: '\ud800'.repeat(500_000) }));
  });

  it('numbers beyond 2^53 come out as they were sent', () => {
    const body = parseLossless('{"id":12345678901234567890,"list":[0.1000000000000000055511]}');
    const alert = first(engine([{ set: { message: '{{payload.list}}', entity_id: '{{payload.id}}' } }]), body);
    expect(alert).toMatchObject({
      fields: { message: '[0.1000000000000000055511]', entity_id: '12345678901234567890' },
    });
    expect(stringifyJson(alert.effect === 'failed' ? null : alert.fields.payload)).toContain(
      '"payload":{"id":12345678901234567890,"list":[0.1000000000000000055511]}',
    );
    // 1 MB of them: with reading it, as only such numbers make reading costly.
    const text = `{"list":[${Array.from({ length: 45_000 }, (_, at) => `1234567890123456789${at}`).join(',')}]}`;
    const listing = engine(
      [{ set: { message: 'm {{payload.list}}' } }],
      [rule({ field: '$.payload.list[?@ > 1]', op: 'exists' })],
    );
    expectWithinLimit(() => first(listing, parseLossless(text)));
  });

  it('of duplicate keys the last counts', () => {
    expect(
      first(engine([{ set: { message: '{{payload.a}}' } }]), parseLossless('{"a":"first","a":"last"}')),
    ).toMatchObject({ fields: { message: 'last' } });
    const text = `{${'"a":"first",'.repeat(80_000)}"a":"last"}`;
    const last = engine([{ set: { message: '{{payload.a}}' } }]);
    expectWithinLimit(() => first(last, parseLossless(text)));
  });

  it('an alert that used its work up leaves the next one of the same body all of its own', () => {
    const costly = { field: 'item.x', op: 'matches', value: '(a|b)*a(a|b){60}[cd]' };
    const blocks = [
      { set: { message: 'm' } },
      ...Array.from({ length: 40 }, () => ({ when: costly, set: { message: 'never' } })),
      { when: { field: 'item.x', op: 'matches', value: '^ok$' }, set: { message: 'matched' } },
    ];
    const opened = engine(blocks, [], { for_each: 'payload.list' }).open({
      list: [{ x: 'ab'.repeat(20_000) }, { x: 'ok' }],
    });
    const [hostile, ordinary] = [opened.alertAt(0, FACTS), opened.alertAt(1, FACTS)];
    expect(hostile.explain.some(({ error }) => error !== undefined)).toBe(true);
    expect(ordinary).toMatchObject({ effect: 'ready', fields: { message: 'matched' } });
    expect(ordinary.explain.every(({ error }) => error === undefined)).toBe(true);
  });
});
