import { describe, expect, it } from '@jest/globals';
import type { AlertFields } from '../../../../../core/contracts/alert';
import { NO_SETTINGS } from '../../../../../core/contracts/incident-settings';
import type { StoredRule } from '../../../../../core/contracts/schemas/alert-rule';
import { Budget } from '../../../../../core/domain/json/budget';
import { applyRules, compileRules } from '../../../../../core/domain/rules/apply-rules';
import { parseAlertRule } from '../../../../../core/domain/rules/parse-rule';

const ALERT: AlertFields = {
  message: 'Disk full',
  summary: 'on web-1',
  alert_type: 'error',
  suppressed: false,
  entity_id: 'disk',
  payload: { host: 'web-1', tags: ['t1', 't2'], nothing: null },
  urls: [],
  sla: null,
  escalation_policy: null,
  priority: null,
  tags: [],
  stakeholders: null,
  stakeholders_comms: null,
};

let made = 0;
function rule(input: object, createdAt?: number): StoredRule {
  const parsed = parseAlertRule({ actions: [], ...input });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  made += 1;
  return { unique_id: `r${made}`, created_at: createdAt ?? made, rule: parsed.rule };
}
const action = (action_type: number, value?: unknown, more: object = {}) => ({
  action_type,
  ...(value === undefined ? {} : { value }),
  ...more,
});
function apply(...rules: readonly StoredRule[]) {
  return applyRules(
    compileRules(rules),
    ALERT,
    { at: Date.UTC(2026, 10, 22, 12) * 1000, urgency: 1, similar_at: null, freshId: 'fresh-id' },
    new Budget(),
  );
}
const act = (...actions: readonly object[]) => apply(rule({ actions }));

describe('actions on the alert', () => {
  it.each([
    ['1 changes the alert type, by number', action(1, '5'), { alert_type: 'resolved' }],
    ['1 changes the alert type, by word', action(1, 'Warning'), { alert_type: 'warning' }],
    ['3 suppresses', action(3), { suppressed: true }],
    ['8 changes the message', action(8, '[{{payload.host}}] {{ message }}'), { message: '[web-1] Disk full' }],
    ['9 changes the summary', action(9, '{{summary}}/{{entity_id}}/{{payload.gone}}'), { summary: 'on web-1/disk/' }],
    ['9 empties the summary', action(9, ''), { summary: '' }],
    ['10 changes the entity id', action(10, '{{payload.host}}:{{entity_id}}'), { entity_id: 'web-1:disk' }],
    ['10 without a value gives a fresh one', action(10, ''), { entity_id: 'fresh-id' }],
    ['10 without a value key gives a fresh one', action(10), { entity_id: 'fresh-id' }],
    ['18 hashes the entity id to 32 characters', action(18), { entity_id: expect.stringMatching(/^[0-9a-f]{32}$/) }],
  ])('%s', (_, one, fields) => {
    const result = act(one);
    expect(result.fields).toEqual({ ...ALERT, ...fields });
    expect(result.settings).toEqual(NO_SETTINGS);
    expect(result.errors).toEqual([]);
  });

  it('hashes the same id to the same text, and different ones to different', () => {
    const hashed = (id: string) => act(action(10, id), action(18)).fields.entity_id;
    expect(hashed('a')).toBe(hashed('a'));
    expect(hashed('a')).not.toBe(hashed('b'));
    expect(hashed('x'.repeat(500))).toHaveLength(32);
  });

  it('keeps message and entity id where the new one would be empty', () => {
    const result = act(action(8, '{{payload.gone}}'), action(10, '{{payload.nothing}}'));
    expect(result.fields).toEqual(ALERT);
    expect(result.explain[0]?.set).toEqual({
      message: 'kept: the new value would be empty',
      entity_id: 'kept: the new value would be empty',
    });
  });
});

describe('actions on the incident', () => {
  it.each([
    ['2 adds a note', action(2, 'see {{payload.host}}'), { notes: ['see web-1'] }],
    [
      '4 routes to an escalation policy, by reference',
      action(4, undefined, { escalation_policy: 'ep1' }),
      { escalation_policy: 'ep1' },
    ],
    [
      '4 routes to an escalation policy, by value',
      action(4, 'ep1', { escalation_policy: null }),
      { escalation_policy: 'ep1' },
    ],
    ['5 assigns a schedule', action(5, undefined, { schedule: 'sch' }), { schedule: 'sch' }],
    ['6 assigns a user', action(6, undefined, { assign_to: 'user-1' }), { assigned_to: 'user-1' }],
    ['7 sets the urgency', action(7, 'low'), { urgency: 0 }],
    ['11 assigns a role', action(11, 'user-1', { key: 'role-1' }), { roles: [{ role: 'role-1', user: 'user-1' }] }],
    ['12 adds tags', action(12, 'a, b,{{payload.host}},a'), { tags: ['a', 'b', 'web-1'] }],
    ['12 adds tags from a list', action(12, '{{payload.tags}}'), { tags: ['t1', 't2'] }],
    [
      '13 makes a task',
      action(13, 'on {{payload.host}}', { key: 'Free space' }),
      { tasks: [{ title: 'Free space', description: 'on web-1' }] },
    ],
    [
      '13 makes a task of a title alone',
      action(13, 'Free space'),
      { tasks: [{ title: 'Free space', description: '' }] },
    ],
    ['14 sets the SLA', action(14, undefined, { sla: 's' }), { sla: 's' }],
    ['15 sets the priority', action(15, undefined, { team_priority: 'p' }), { team_priority: 'p' }],
    ['16 sets the task template', action(16, undefined, { task_template: 't' }), { task_template: 't' }],
    ['17 adds a responder', action(17, 'user-2'), { responders: ['user-2'] }],
    ['19 delays', action(19, '300'), { delay_seconds: 300 }],
  ])('%s', (_, one, settings) => {
    const result = act(one);
    expect(result.settings).toEqual({ ...NO_SETTINGS, ...settings });
    expect(result.fields).toEqual(ALERT);
  });
});

describe('several rules', () => {
  const message = (text: string, more: object = {}, createdAt?: number) =>
    rule({ actions: [action(8, text)], ...more }, createdAt);

  it('all apply, by position and then creation, each seeing what the ones before did', () => {
    const result = apply(
      message('{{message}} c', { position: 2 }, 30),
      message('{{message}} a', { position: 1 }, 10),
      message('{{message}} b', { position: 1 }, 20),
    );
    expect(result.fields.message).toBe('Disk full a b c');
    const lists = apply(rule({ actions: [action(12, 'a')] }), rule({ actions: [action(12, 'b, a')] }));
    expect(lists.settings.tags).toEqual(['a', 'b']);
  });

  it('that contradict each other are won by the one created last, wherever it stands', () => {
    const early = (position: number) => rule({ position, actions: [action(4, 'early'), action(7, '1')] }, 100);
    const late = (position: number) => rule({ position, actions: [action(4, 'late')] }, 200);
    expect(apply(early(1), late(2)).settings).toMatchObject({ escalation_policy: 'late', urgency: 1 });
    expect(apply(late(1), early(2)).settings).toMatchObject({ escalation_policy: 'late', urgency: 1 });
    expect(apply(late(1), early(2)).explain[1]?.set).toMatchObject({
      escalation_policy: 'kept: a rule created later has set it',
    });
  });

  it('end at one that matched and says stop', () => {
    const no = { field: 'alert_type', op: 'equals', value: 'info' };
    const result = apply(message('1', { stop: true, conditions_tree: no }), message('2', { stop: true }), message('3'));
    expect(result.fields.message).toBe('2');
    expect(result.explain.map(({ matched, reason }) => [matched, reason])).toEqual([
      [false, 'alert_type equals "info": it is "error"'],
      [true, 'it has no conditions'],
      [true, 'it says stop: later rules are not tried'],
    ]);
  });

  it('are named in explanations by the beginning of their description', () => {
    const named = apply(rule({ description: 'x'.repeat(10_000), actions: [] }));
    expect(named.explain.map(({ name }) => name)).toEqual([`${'x'.repeat(99)}…`]);
  });

  it('leave out the ones that are not enabled', () => {
    expect(apply(message('x', { is_enabled: false }))).toMatchObject({ fields: ALERT, explain: [] });
  });

  it('go on when one fails: a stored rule that is refused by now, and one that asks for too much work', () => {
    const broken = rule({ description: 'old' });
    const stored: StoredRule = {
      ...broken,
      rule: { ...broken.rule, condition: { field: 'no such field', op: 'exists' } },
    };
    const costly = rule({
      description: 'costly',
      conditions_tree: { field: '$..*..*..*', op: 'exists' },
      actions: [action(8, 'never')],
    });
    const deep = { ...ALERT, payload: JSON.parse('['.repeat(300) + ']'.repeat(300)) as AlertFields['payload'] };
    const rules = compileRules([stored, costly, message('{{message}}!')]);
    const result = applyRules(rules, deep, { at: 0, urgency: 1, similar_at: null, freshId: 'f' }, new Budget());
    expect(result.fields.message).toBe('Disk full!');
    expect(result.errors).toEqual([
      { rule: stored.unique_id, name: 'old', message: expect.stringContaining('unknown field') },
      { rule: costly.unique_id, name: 'costly', message: expect.stringContaining('more work') },
    ]);
    expect(result.explain.map(({ error }) => error !== undefined)).toEqual([true, true, false]);
  });

  it('ask for the similar incident only when one of them needs it', () => {
    const similar = rule({ conditions_tree: { not: { field: 'seconds_since_similar', op: 'lte', value: 60 } } });
    expect([compileRules([message('x')]).needsSimilar, compileRules([similar]).needsSimilar]).toEqual([false, true]);
  });
});

describe('saving a rule', () => {
  it.each<[string, object, string]>([
    ['an action of no type', { actions: [{}] }, 'actions[0].action_type'],
    ['action 20', { actions: [action(3), action(20)] }, 'actions[1].action_type'],
    ['no actions', { actions: null }, 'actions'],
    ['alert type 6', { actions: [action(1, '6')] }, 'actions[0].value'],
    ['an empty note', { actions: [action(2, '')] }, 'actions[0].value'],
    ['no escalation policy', { actions: [action(4)] }, 'actions[0].value'],
    ['urgency 2', { actions: [action(7, 2)] }, 'actions[0].value'],
    ['an unfinished expression', { actions: [action(8, '{{payload.')] }, 'actions[0].value'],
    ['an unknown name', { actions: [action(9, '{{title}}')] }, 'actions[0].value'],
    ['a role without its id', { actions: [action(11, 'user')] }, 'actions[0].key'],
    ['a task without a title', { actions: [action(13)] }, 'actions[0].key'],
    ['a task with an unfinished title', { actions: [action(13, '', { key: '{{' })] }, 'actions[0].key'],
    ['a delay of two days', { actions: [action(19, '172800')] }, 'actions[0].value'],
    [
      'a condition that is none',
      { actions: [], conditions_tree: { any: [{ field: 'x', op: 'equals', value: 1 }] } },
      'conditions_tree.any[0].field',
    ],
    ['a rule_json that is none', { actions: [], rule_json: 'not json' }, 'rule_json'],
    [
      'an old condition that is none',
      { actions: [], conditions: [{ alert_condition_type: 3 }] },
      'conditions[0].alert_condition_type',
    ],
    ['a position that is none', { actions: [], position: 1.5 }, 'position'],
    ['rule_type 2', { actions: [], rule_type: 2 }, 'rule_type'],
    ['a stop that is none', { actions: [], stop: 'yes' }, 'stop'],
  ])('refuses %s, with its path', (_, input, path) => {
    const parsed = parseAlertRule(input);
    expect(parsed.ok ? [] : parsed.errors.map((error) => error.path)).toEqual([path]);
  });

  it('begins paths with where the rule stands', () => {
    const parsed = parseAlertRule({ actions: [{}], position: 'x' }, 'rules[2]');
    expect(parsed.ok ? [] : parsed.errors.map((error) => error.path)).toEqual([
      'rules[2].position',
      'rules[2].actions[0].action_type',
    ]);
  });

  it('reads the old conditions, joined by rule_type', () => {
    const conditions = [
      { alert_condition_type: 1, pattern: '3', position: 1 },
      { alert_condition_type: 2, alert_field: 'host.name', pattern: '^web', position: 2 },
    ];
    const leaves = [
      { field: 'alert_type', op: 'equals', value: 'critical' },
      { field: 'payload.host.name', op: 'matches', value: '^web' },
    ];
    expect(parseAlertRule({ conditions, actions: [] })).toMatchObject({
      ok: true,
      rule: { condition: { all: leaves } },
    });
    expect(parseAlertRule({ conditions, rule_type: 1, actions: [] })).toMatchObject({
      ok: true,
      rule: { condition: { any: leaves } },
    });
  });

  it('takes what clients send back after reading: nulls, empty lists, unknown keys', () => {
    const body = {
      unique_id: 'x',
      description: null,
      rule_type: 0,
      stop: null,
      position: 3,
      is_enabled: null,
      conditions: [],
      rule_json: null,
      actions: [{ unique_id: 'a', action_type: 3, key: '', value: null, escalation_policy: null }],
      more: 1,
    };
    expect(parseAlertRule(body)).toEqual({
      ok: true,
      rule: {
        description: '',
        rule_type: 0,
        stop: false,
        position: 3,
        is_enabled: true,
        condition: { all: [] },
        actions: [{ action_type: 3, key: '', value: '' }],
      },
    });
  });
});
