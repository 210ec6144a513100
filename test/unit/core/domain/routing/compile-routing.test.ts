import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../../../core/contracts/json';
import type { Ruleset } from '../../../../../core/contracts/routing';
import type { Condition } from '../../../../../core/contracts/schemas/condition';
import { parseLossless } from '../../../../../core/domain/json/parse-lossless';
import { compileRouting } from '../../../../../core/domain/routing/compile-routing';
import { anyJson } from '../../../../support/arbitraries/json';
import { aRuleset } from '../../../../support/builders/routing';

const AT = 1_790_000_000_000_000;

const when = (name: string, ...all: readonly Condition[]): Ruleset => aRuleset({ id: name, name, condition: { all } });

const leaf = (field: string, value: string): Condition => ({ field, op: 'equals', value });

function matching(body: Json, ...rulesets: readonly Ruleset[]): string | null {
  return compileRouting(rulesets)(body, AT).ruleset?.name ?? null;
}

describe('routing of a body', () => {
  it('takes the first ruleset that matches, and says which and why', () => {
    const routing = compileRouting([
      when('databases', leaf('$.labels.team', 'db')),
      when('shop', leaf('$.labels.team', 'shop')),
      when('all'),
    ])({ labels: { team: 'shop' } }, AT);
    expect(routing.ruleset).toEqual({ name: 'shop', action: aRuleset().action });
    expect(routing.explain).toEqual([
      { step: 'ruleset', rule: 'shop', name: 'shop', matched: true, reason: expect.any(String) },
    ]);
  });

  it('tells of every ruleset why it does not match when none does', () => {
    const routing = compileRouting([when('one', leaf('message', 'x')), when('two', leaf('$.a', 'x'))])({ a: 1 }, AT);
    expect(routing.ruleset).toBeNull();
    expect(routing.explain.map(({ name, matched }) => [name, matched])).toEqual([
      ['one', false],
      ['two', false],
    ]);
  });

  it.each<[string, Json, Condition]>([
    ['the message', { message: 'Disk full' }, leaf('message', 'Disk full')],
    ['the summary', { summary: 'at 98 %' }, leaf('summary', 'at 98 %')],
    ['the type in any case', { alert_type: ' Critical ' }, leaf('alert_type', 'critical')],
    ['the default type', { message: 'x' }, leaf('alert_type', 'info')],
    [
      'the entity id, a number as sent',
      parseLossless('{"entity_id":12345678901234567890}'),
      leaf('entity_id', '12345678901234567890'),
    ],
    ['any key of the body', { release: { version: '1.2' } }, leaf('payload.release.version', '1.2')],
    ['a JSONPath into the body', { alerts: [{ host: 'web-1' }] }, leaf('$.alerts[*].host', 'web-1')],
    [
      'the time it was accepted',
      {},
      { field: 'date', op: 'equals', value: new Date(AT / 1000).toISOString().slice(0, 10) },
    ],
  ])('knows %s', (_, body, condition) => {
    expect(matching(body, when('it', condition))).toBe('it');
    expect(matching(body, when('it', { not: condition }))).toBeNull();
  });

  it('does not take an unknown type for one', () => {
    const types = ['info', 'warning', 'error', 'critical', 'acknowledged', 'resolved'];
    expect(matching({ alert_type: 'boom' }, when('it', { field: 'alert_type', op: 'in', value: types }))).toBeNull();
  });

  it('goes past a ruleset that this release refuses, and says so', () => {
    const broken = when('broken', { field: 'nonsense', op: 'equals', value: 'x' });
    const routing = compileRouting([broken, when('all')])({}, AT);
    expect(routing.ruleset?.name).toBe('all');
    expect(routing.explain).toMatchObject([
      { name: 'broken', matched: false, error: expect.stringContaining('not valid') },
      { name: 'all', matched: true },
    ]);
  });

  it('goes past a ruleset that costs more than an alert may, and tries the next with a budget of its own', () => {
    const dear = when('dear', { field: '$..a..a..a..a', op: 'exists' });
    const deep = JSON.parse(`${'{"a":'.repeat(90)}1${'}'.repeat(90)}`) as Json;
    const wide = Array.from({ length: 200 }, () => deep);
    const routing = compileRouting([dear, when('next', leaf('message', 'x')), when('all')])(wide, AT);
    expect(routing.ruleset?.name).toBe('all');
    expect(routing.explain[0]).toMatchObject({ name: 'dear', error: expect.stringContaining('more work') });
  });

  it('gives any body the first of the rulesets that it matches alone, every time the same', () => {
    const rulesets = ['message', 'alert_type', '$.a', 'payload.b', 'entity_id'].flatMap((field) => [
      when(`${field} x`, leaf(field, field === 'alert_type' ? 'error' : 'x')),
      when(`${field} is there`, field === 'alert_type' ? leaf(field, 'info') : { field, op: 'is_not_empty' }),
    ]);
    const texts = fc.constantFrom('x', 'y', 'error', 1);
    const key = fc.constantFrom('message', 'alert_type', 'a', 'b', 'entity_id');
    const bodies = fc.oneof(fc.dictionary(key, texts), anyJson);
    fc.assert(
      fc.property(bodies, fc.shuffledSubarray(rulesets), (body, tried) => {
        const alone = tried.find((ruleset) => matching(body, ruleset) !== null);
        expect(matching(body, ...tried)).toBe(alone?.name ?? null);
      }),
    );
  });
});
