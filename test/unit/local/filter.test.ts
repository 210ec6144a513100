import { describe, expect, it } from '@jest/globals';
import { parseFilters, passes } from '../../../local/mappings/filter';
import type { Json } from '../../../local/json';

const matches = (pattern: unknown, record: Json) => passes(parseFilters([JSON.stringify(pattern)], 'Mapping'), record);

describe("Lambda's filter language", () => {
  it('passes everything when there is no filter, and what any of several filters matches', () => {
    expect(passes([], { a: 1 })).toBe(true);
    const filters = parseFilters(['{"a":[1]}', '{"a":[2]}'], 'Mapping');
    expect([1, 2, 3].map((a) => passes(filters, { a }))).toEqual([true, true, false]);
  });

  it('matches exact values of any type, without mixing types', () => {
    expect(matches({ a: ['x', 1, null, true] }, { a: 'x' })).toBe(true);
    expect(matches({ a: [1] }, { a: '1' })).toBe(false);
    expect(matches({ a: [null] }, { a: null })).toBe(true);
    expect(matches({ a: [null] }, {})).toBe(false);
  });

  it('needs all keys of a pattern, at any depth', () => {
    const pattern = { dynamodb: { NewImage: { kind: { S: ['incident'] } } }, eventName: ['INSERT', 'MODIFY'] };
    const record = (eventName: string, kind: string) => ({ eventName, dynamodb: { NewImage: { kind: { S: kind } } } });
    expect(matches(pattern, record('MODIFY', 'incident'))).toBe(true);
    expect(matches(pattern, record('REMOVE', 'incident'))).toBe(false);
    expect(matches(pattern, record('MODIFY', 'alert'))).toBe(false);
  });

  it('matches prefixes, suffixes and letters of either case in text only', () => {
    expect(matches({ pk: { S: [{ prefix: 'INC#' }] } }, { pk: { S: 'INC#1' } })).toBe(true);
    expect(matches({ pk: { S: [{ prefix: 'INC#' }] } }, { pk: { S: 'ALERT#1' } })).toBe(false);
    expect(matches({ a: [{ suffix: '.png' }] }, { a: 'x.png' })).toBe(true);
    expect(matches({ a: [{ 'equals-ignore-case': 'OPEN' }] }, { a: 'open' })).toBe(true);
    expect(matches({ a: [{ prefix: '1' }] }, { a: 1 })).toBe(false);
  });

  it('takes anything-but for every other value that is there', () => {
    expect(matches({ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' })).toBe(true);
    expect(matches({ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'y' })).toBe(false);
    expect(matches({ a: [{ 'anything-but': 'x' }] }, {})).toBe(false);
  });

  it('compares numbers, singly and as ranges, and never text', () => {
    expect(matches({ n: [{ numeric: ['>', 0, '<=', 5] }] }, { n: 5 })).toBe(true);
    expect(matches({ n: [{ numeric: ['>', 0, '<=', 5] }] }, { n: 0 })).toBe(false);
    expect(matches({ n: [{ numeric: ['=', 3] }] }, { n: '3' })).toBe(false);
  });

  it('knows present and absent leaves; an object is no leaf', () => {
    expect(matches({ a: { b: [{ exists: true }] } }, { a: { b: 1 } })).toBe(true);
    expect(matches({ a: { b: [{ exists: false }] } }, {})).toBe(true);
    expect(matches({ a: [{ exists: false }] }, { a: { b: 1 } })).toBe(true);
    expect(matches({ a: [{ exists: true }] }, { a: { b: 1 } })).toBe(false);
  });

  it('matches when one element of a list does', () => {
    expect(matches({ tags: ['x'] }, { tags: ['y', 'x'] })).toBe(true);
    expect(matches({ tags: ['z'] }, { tags: ['y', 'x'] })).toBe(false);
  });

  it('takes $or over whole fields', () => {
    const pattern = { $or: [{ a: ['x'] }, { b: [1] }], c: ['always'] };
    expect(matches(pattern, { b: 1, c: 'always' })).toBe(true);
    expect(matches(pattern, { a: 'x', c: 'never' })).toBe(false);
    expect(matches(pattern, { a: 'y', b: 2, c: 'always' })).toBe(false);
  });

  it.each(['no json', '[]', '{"a":"x"}', '{"a":[{"like":"x"}]}', '{"a":[{"numeric":[">"]}]}', '{"$or":[1]}'])(
    'refuses %s at the start, as Lambda would when the mapping is made',
    (pattern) => {
      expect(() => parseFilters([pattern], 'Mapping')).toThrow(/Mapping/);
    },
  );
});
