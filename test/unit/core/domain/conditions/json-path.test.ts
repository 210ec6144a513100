import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../../../../core/contracts/json';
import { compileJsonPath } from '../../../../../core/domain/conditions/json-path';
import { Budget, CostLimitError } from '../../../../../core/domain/json/budget';
import { parseLossless } from '../../../../../core/domain/json/parse-lossless';

interface Case {
  readonly name: string;
  readonly selector: string;
  readonly document?: Json;
  readonly result?: Json;
  readonly results?: readonly Json[];
  readonly invalid_selector?: boolean;
}

/** The official compliance test suite of RFC 9535, which the parser's package ships. */
const suite = join(
  dirname(require.resolve('jsonpath-rfc9535/package.json')),
  'src/__tests__/jsonpath-compliance-test-suite/cts.json',
);
const { tests } = JSON.parse(readFileSync(suite, 'utf8')) as { readonly tests: readonly Case[] };

function select(path: string, body: Json): readonly Json[] {
  const compiled = compileJsonPath(path);
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.select(body, new Budget());
}

describe('JSONPath', () => {
  it('refuses every selector that the compliance suite of RFC 9535 calls invalid', () => {
    const invalid = tests.filter((test) => test.invalid_selector === true);
    expect(invalid.length).toBeGreaterThan(200);
    expect(invalid.filter(({ selector }) => compileJsonPath(selector).ok).map(({ name }) => name)).toEqual([]);
  });

  it('selects what the compliance suite of RFC 9535 expects', () => {
    const valid = tests.filter((test) => test.invalid_selector !== true);
    expect(valid.length).toBeGreaterThan(400);
    const wrong = valid.flatMap(({ name, selector, document = null, result, results }) => {
      const compiled = compileJsonPath(selector);
      const found = compiled.ok ? JSON.stringify(compiled.select(document, new Budget())) : compiled.message;
      return [...(results ?? []), ...(result === undefined ? [] : [result])].some(
        (one) => JSON.stringify(one) === found,
      )
        ? []
        : [`${name}: ${selector} → ${found}`];
    });
    expect(wrong).toEqual([]);
  });

  it('never reaches what a body inherits', () => {
    const body = JSON.parse('{"a": {"b": 1}, "list": [1, 2]}') as Json;
    for (const path of [
      '$.__proto__',
      '$.constructor',
      '$.a.toString',
      '$.list.length',
      '$..constructor',
      "$['a']['__proto__']",
    ]) {
      expect({ path, found: select(path, body) }).toEqual({ path, found: [] });
    }
    expect(select('$.__proto__', JSON.parse('{"__proto__": 7}') as Json)).toEqual([7]);
  });

  it('walks a body that is nested 10,000 deep', () => {
    const deep = JSON.parse('{"a":'.repeat(10_000) + '"x"' + '}'.repeat(10_000)) as Json;
    expect(select('$..a', deep)).toHaveLength(10_000);
    expect(select('$[?@ == $.a]', deep)).toHaveLength(1);
  });

  it('looks into arrays of 100,000 elements', () => {
    const body: Json = { list: Array.from({ length: 100_000 }, (_, at) => at) };
    expect(select('$.list[*]', body)).toHaveLength(100_000);
    expect(select('$.list[99990:][?@ > 99998]', body)).toEqual([]);
    expect(select('$.list[-1]', body)).toEqual([99_999]);
    expect(select('$.list[?@ > 99998]', body)).toEqual([99_999]);
  });

  it('gives up when a path asks for more work than one alert may take', () => {
    const body: Json = Array.from({ length: 1000 }, () => [[1], [2]]);
    const deep = JSON.parse('['.repeat(300) + ']'.repeat(300)) as Json;
    expect(() => select('$..*..*..*', deep)).toThrow(CostLimitError);
    expect(() => select('$[?$[?$[?@ == 1]]]', body)).toThrow(CostLimitError);
    expect(() => select("$[?search(@, '(a|b)*a(a|b){100}[cd]')]", ['ab'.repeat(10_000)])).toThrow(CostLimitError);
  });

  it('says what is wrong with a pattern that was written out', () => {
    const refused = compileJsonPath("$[?match(@.a, '(?=x)y')]");
    expect(refused).toEqual({ ok: false, message: expect.stringContaining('lookahead') });
  });

  it('compares numbers beyond 2^53 as they were sent', () => {
    const body = parseLossless('{"list": [{"id": 12345678901234567890}, {"id": 12345678901234567891}]}');
    expect(select('$.list[?@.id == $.list[0].id].id', body).map((id) => JSON.stringify(id))).toEqual([
      '12345678901234567890',
    ]);
    expect(select('$.list[?@.id > 5]', body)).toHaveLength(2);
  });
});
