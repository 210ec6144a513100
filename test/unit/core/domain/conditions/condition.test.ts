import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../../../core/contracts/json';
import { compileCondition } from '../../../../../core/domain/conditions/compile-condition';
import type { ConditionFacts, ConditionScope } from '../../../../../core/domain/conditions/fields';
import { parseCondition } from '../../../../../core/domain/conditions/parse-condition';
import { Budget } from '../../../../../core/domain/json/budget';
import { parseLossless } from '../../../../../core/domain/json/parse-lossless';

const PAYLOAD = parseLossless(
  '{"severity":"high","count":12,"ok":false,"nil":null,"big":12345678901234567890,"team":["ops","db"],"release":{"version":"1.10"},"empty":{},"alerts":[{"name":"cpu"},{"name":"disk"}]}',
);
const FACTS: ConditionFacts = {
  at: Date.UTC(2026, 10, 22, 23, 30) * 1000,
  alert_type: 'critical',
  urgency: 1,
  message: 'Disk full on web-1',
  summary: '',
  entity_id: 'disk:web-1',
  payload: PAYLOAD,
  similar_at: null,
};

function holds(input: unknown, facts: Partial<ConditionFacts> = {}, scope: ConditionScope = 'alert_rule') {
  const parsed = parseCondition(input, '', scope);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return compileCondition(parsed.condition, scope)({ ...FACTS, ...facts }, new Budget());
}
const leaf = (field: string, op: string, value?: unknown, timezone?: string) => ({
  field,
  op,
  ...(value === undefined ? {} : { value }),
  ...(timezone === undefined ? {} : { timezone }),
});

describe('conditions', () => {
  it.each<[string, string, unknown, boolean]>([
    ['alert_type', 'equals', 'CRITICAL', true],
    ['alert_type', 'equals', 3, true],
    ['alert_type', 'not_in', ['info', '1'], true],
    ['urgency', 'equals', 'low', false],
    ['urgency', 'in', ['0', 'high'], true],
    ['message', 'equals', 'Disk full on web-1', true],
    ['message', 'equals', 'disk full on web-1', false],
    ['message', 'contains', 'full', true],
    ['message', 'not_contains', 'full', false],
    ['message', 'matches', '^Disk .* web-\\d+$', true],
    ['message', 'matches', 'full', true],
    ['message', 'not_matches', '(?i)DISK', false],
    ['summary', 'is_empty', undefined, true],
    ['summary', 'is_not_empty', undefined, false],
    ['summary', 'exists', undefined, false],
    ['entity_id', 'in', ['a', 'disk:web-1'], true],
    ['payload.severity', 'equals', 'high', true],
    ['payload.count', 'equals', '12', true],
    ['payload.count', 'gte', 12, true],
    ['payload.count', 'lte', '9', false],
    ['payload.count', 'between', [10, 20], true],
    ['payload.release.version', 'gte', '1.9', false],
    ['payload.ok', 'equals', 'false', true],
    ['payload.big', 'equals', '12345678901234567890', true],
    ['payload.big', 'equals', '12345678901234567891', false],
    ['payload.team', 'contains', 'db', true],
    ['payload.team', 'contains', 'd', false],
    ['payload.team[0]', 'equals', 'ops', true],
    ['payload.nil', 'exists', undefined, true],
    ['payload.nil', 'is_empty', undefined, true],
    ['payload.empty', 'is_empty', undefined, true],
    ['payload.gone', 'is_empty', undefined, true],
    ['payload.gone', 'exists', undefined, false],
    ['payload.gone', 'not_exists', undefined, true],
    ['payload.gone', 'not_equals', 'x', true],
    ['payload.gone', 'lte', 5, false],
    ['payload.constructor', 'exists', undefined, false],
    ['payload.team.length', 'exists', undefined, false],
    ['$.release.version', 'equals', '1.10', true],
    ['$.team[0]', 'equals', 'ops', true],
    ['$.alerts[*].name', 'equals', 'disk', true],
    ['$.alerts[*].name', 'not_equals', 'disk', false],
    ["$.alerts[?@.name == 'cpu']", 'exists', undefined, true],
    ['$..nothing', 'exists', undefined, false],
  ])('%s %s %j is %s', (field, op, value, expected) => {
    expect(holds(leaf(field, op, value)).matched).toBe(expected);
  });

  it.each<[string, string, unknown, string | undefined, boolean]>([
    ['time', 'between', ['22:00', '06:00'], undefined, true],
    ['time', 'between', '22:00 06:00', undefined, true],
    ['time', 'between', ['06:00', '22:00'], undefined, false],
    ['time', 'between', ['22:00', '06:00'], 'Asia/Tokyo', false],
    ['time', 'gte', '23:30', undefined, true],
    ['time', 'lte', '23:29:59', undefined, false],
    ['date', 'equals', '2026-11-22', undefined, true],
    ['date', 'equals', '2026-11-23', 'Europe/Berlin', true],
    ['date', 'between', ['2026-11-01', '2026-11-30'], undefined, true],
    ['day_of_week', 'equals', 'sunday', undefined, true],
    ['day_of_week', 'in', ['Sat', 7], undefined, true],
    ['day_of_week', 'equals', 'monday', 'Europe/Berlin', true],
  ])('at Sunday 23:30 UTC, %s %s %j in %s is %s', (...[field, op, value, timezone, expected]) => {
    expect(holds(leaf(field, op, value, timezone)).matched).toBe(expected);
  });

  it('takes both ends of a window over midnight, and nothing between them', () => {
    const night = leaf('time', 'between', ['22:00', '06:00']);
    const at = (time: string) => holds(night, { at: Date.parse(`2026-11-22T${time}Z`) * 1000 }).matched;
    expect(['22:00:00', '23:59:59', '00:00:00', '06:00:00'].map(at)).toEqual([true, true, true, true]);
    expect(['21:59:59', '06:00:01', '12:00:00'].map(at)).toEqual([false, false, false]);
  });

  it('follows daylight saving of the zone', () => {
    const evening = leaf('time', 'between', ['08:00', '09:00'], 'Europe/Berlin');
    // 07:30 UTC is 08:30 in winter and 09:30 in summer.
    expect(holds(evening, { at: Date.UTC(2026, 0, 15, 7, 30) * 1000 }).matched).toBe(true);
    expect(holds(evening, { at: Date.UTC(2026, 6, 15, 7, 30) * 1000 }).matched).toBe(false);
  });

  it('counts seconds since the last similar incident, and none as infinitely long ago', () => {
    const since = (seconds: number) => ({ similar_at: FACTS.at - seconds * 1_000_000 });
    expect(holds(leaf('seconds_since_similar', 'lte', 300), since(299)).matched).toBe(true);
    expect(holds(leaf('seconds_since_similar', 'lte', 300), since(301)).matched).toBe(false);
    expect(holds(leaf('seconds_since_similar', 'lte', 300)).matched).toBe(false);
    expect(holds(leaf('seconds_since_similar', 'gte', 300)).matched).toBe(true);
    expect(holds(leaf('seconds_since_similar', 'exists')).matched).toBe(false);
  });

  it('reads the incident in outgoing rules', () => {
    const incident = { title: 'T', priority: 'p1', sla: null, tags: ['a', 'b'] };
    const outgoing = (field: string, op: string, value?: unknown) =>
      holds(leaf(field, op, value), incident, 'outgoing_rule').matched;
    expect([
      outgoing('title', 'equals', 'T'),
      outgoing('priority', 'in', ['p1']),
      outgoing('sla', 'is_empty'),
      outgoing('tags', 'in', ['b', 'c']),
      outgoing('tags', 'equals', 'c'),
    ]).toEqual([true, true, true, true, false]);
  });

  it('says why it did or did not match', () => {
    expect(holds({ all: [leaf('payload.severity', 'equals', 'high'), leaf('payload.count', 'lte', 5)] })).toEqual({
      matched: false,
      reason: 'payload.count lte 5: it is 12',
    });
    expect(holds({ any: [leaf('payload.gone', 'exists'), leaf('alert_type', 'equals', 'info')] })).toEqual({
      matched: false,
      reason: 'none of 2: payload.gone exists: it is missing; alert_type equals "info": it is "critical"',
    });
    expect(holds({ not: leaf('message', 'contains', 'full') })).toEqual({
      matched: false,
      reason: 'not: message contains "full": it is "Disk full on web-1"',
    });
    expect(holds({ all: [] })).toEqual({ matched: true, reason: 'it has no conditions' });
  });

  it.each<[string, unknown, string]>([
    ['no object', 5, 'when'],
    ['an unknown key', { all: [], of: 1 }, 'when.of'],
    ['two kinds', { all: [], any: [] }, 'when'],
    ['a list that is none', { all: {} }, 'when.all'],
    ['any of nothing', { any: [] }, 'when.any'],
    [
      'an unknown field deep inside',
      { all: [{ not: { any: [leaf('colour', 'equals', 'x')] } }] },
      'when.all[0].not.any[0].field',
    ],
    ['an unknown operator', leaf('message', 'is', 'x'), 'when.op'],
    ['an operator the field does not have', leaf('time', 'matches', 'x'), 'when.op'],
    ['a lookahead', leaf('message', 'matches', '(?<!a)b'), 'when.value'],
    ['a back-reference', leaf('message', 'matches', '(a)\\1'), 'when.value'],
    ['a pattern that is too large', leaf('message', 'matches', '((a{10}){10}){10}'), 'when.value'],
    ['a JSONPath that is none', leaf('$.a[', 'exists'), 'when.field'],
    ['a path that is none', leaf('payload..a', 'exists'), 'when.field'],
    ['an unknown alert type', leaf('alert_type', 'in', ['info', 'fatal']), 'when.value'],
    ['a time that is none', leaf('time', 'lte', '25:00'), 'when.value'],
    ['a day that no month has', leaf('date', 'lte', '2026-02-30'), 'when.value'],
    ['a range of one', leaf('time', 'between', ['22:00']), 'when.value'],
    ['a range the wrong way round', leaf('date', 'between', ['2026-02-02', '2026-02-01']), 'when.value'],
    ['an empty list', leaf('message', 'in', []), 'when.value'],
    ['too many seconds', leaf('seconds_since_similar', 'lte', 86_401), 'when.value'],
    ['a zone that is none', leaf('time', 'lte', '10:00', 'Mars/Olympus'), 'when.timezone'],
    ['a zone without a time', leaf('message', 'equals', 'x', 'UTC'), 'when.timezone'],
    ['a field of outgoing rules', leaf('title', 'equals', 'x'), 'when.field'],
  ])('refuses %s when saving, with its path', (_, input, path) => {
    const parsed = parseCondition(input, 'when', 'alert_rule');
    expect(parsed.ok ? [] : parsed.errors.map((error) => error.path)).toEqual([path]);
  });

  it('refuses trees that are too deep or too large, once', () => {
    const deep = Array.from({ length: 30 }).reduce<unknown>((inner) => ({ not: inner }), leaf('message', 'is_empty'));
    const wide = { all: Array.from({ length: 100_000 }, () => leaf('message', 'is_empty')) };
    for (const input of [deep, wide]) {
      const parsed = parseCondition(input, 'when', 'alert_rule');
      expect(parsed.ok ? [] : parsed.errors).toHaveLength(1);
    }
  });

  it('gives the same verdict for the same facts, whatever was tried before', () => {
    const compiled = compileCondition(
      { field: 'time', op: 'lte', value: '12:00:00', timezone: 'Europe/Berlin' },
      'alert_rule',
    );
    const times = [0, 1, 2, 3, 4, 5].map((month) => Date.UTC(2026, month * 2, 1, 10, 30) * 1000);
    const first = times.map((at) => compiled({ ...FACTS, at }, new Budget()));
    const backwards = [...times].reverse().map((at) => compiled({ ...FACTS, at }, new Budget()));
    expect(backwards.reverse()).toEqual(first);
    const payload: Json = null;
    expect(compiled({ ...FACTS, payload, at: times[0] ?? 0 }, new Budget())).toEqual(first[0]);
  });
});
