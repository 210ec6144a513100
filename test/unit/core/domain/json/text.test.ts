import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../../../core/contracts/json';
import { parseLossless } from '../../../../../core/domain/json/parse-lossless';
import { fitUtf8, jsonText, quote, stringifyJson, TEXT_LIMIT } from '../../../../../core/domain/json/text';

describe('text of values', () => {
  it('is what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(jsonText(value as Json)).toBe(JSON.stringify(value));
      }),
    );
    expect(jsonText(parseLossless('{"a":[12345678901234567890,1]}'))).toBe('{"a":[12345678901234567890,1]}');
  });

  it('writes what is nested too deep for JSON.stringify', () => {
    const text = '['.repeat(10_000) + ']'.repeat(10_000);
    expect(stringifyJson(JSON.parse(text) as Json)).toBe(text);
  });

  it('stops soon after its limit, however large the value is', () => {
    const large: Json = { list: Array.from({ length: 100_000 }, (_, at) => ({ at, text: 'x'.repeat(20) })) };
    expect(jsonText(large, 1000).length).toBeLessThan(2000);
    expect(jsonText('x'.repeat(1_000_000), 1000).length).toBeLessThan(1010);
  });

  it('fits texts into bytes of UTF-8 without cutting a character, always well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 40 }), (text, limit) => {
        const fitted = fitUtf8(text, limit);
        expect(Buffer.byteLength(fitted)).toBeLessThanOrEqual(limit);
        expect(fitted.isWellFormed()).toBe(true);
        expect(text.toWellFormed().startsWith(fitted)).toBe(true);
      }),
    );
    expect(fitUtf8('é'.repeat(TEXT_LIMIT))).toBe('é'.repeat(TEXT_LIMIT / 2));
    expect(fitUtf8('a\ud800b')).toBe('a\ufffdb');
  });

  it('quotes values shortly for people', () => {
    expect(quote(undefined)).toBe('missing');
    expect(quote({ a: 'b' })).toBe('{"a":"b"}');
    expect(quote('x'.repeat(200))).toBe(`"${'x'.repeat(80)}…"`);
    expect(quote(['x'.repeat(200)])).toHaveLength(81);
  });
});
