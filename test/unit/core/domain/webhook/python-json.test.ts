import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../../../core/contracts/json';
import { parseLossless } from '../../../../../core/domain/json/parse-lossless';
import { toPythonJson } from '../../../../../core/domain/webhook/python-json';
import { anyJson } from '../../../../support/arbitraries/json';

describe('JSON as Python writes it', () => {
  it.each<[Json, string]>([
    [null, 'null'],
    [true, 'true'],
    [[], '[]'],
    [{}, '{}'],
    [[1, [2, 'x'], {}], '[1, [2, "x"], {}]'],
    [{ b: 1, a: { c: [null, false] } }, '{"b": 1, "a": {"c": [null, false]}}'],
    ['a"\\/\b\f\n\r\t\u0000\u001f\u007f', '"a\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f"'],
    ['é 😀 \u2028', '"\\u00e9 \\ud83d\\ude00 \\u2028"'],
    ['\ud800', '"\\ud800"'],
    [{ é: 1 }, '{"\\u00e9": 1}'],
  ])('writes %j', (value, text) => {
    expect(toPythonJson(value)).toBe(text);
  });

  // The right column is what CPython 3.11 prints for json.dumps(json.loads(left)).
  it.each([
    ['0', '0'],
    ['-17', '-17'],
    ['0.1', '0.1'],
    ['-2.5', '-2.5'],
    ['0.0001', '0.0001'],
    ['0.00012345', '0.00012345'],
    ['0.00001', '1e-05'],
    ['0.0000123', '1.23e-05'],
    ['1e-7', '1e-07'],
    ['1.5e-10', '1.5e-10'],
    ['5e-324', '5e-324'],
    ['123456789012345680000', '123456789012345680000'],
    ['12345678901234567890', '12345678901234567890'],
    ['-98765432109876543210', '-98765432109876543210'],
    ['0.1234567890123456789', '0.12345678901234568'],
    ['9007199254740993', '9007199254740993'],
  ])('writes the number %s as %s', (sent, text) => {
    expect(toPythonJson(parseLossless(sent))).toBe(text);
  });

  it('says the same as it was given, in ASCII', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = toPythonJson(value);
        expect(JSON.parse(text)).toEqual(value);
        expect(text).toMatch(/^[ -~]*$/);
      }),
    );
  });

  it('stays the same when it is parsed and written again', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = toPythonJson(value);
        expect(toPythonJson(parseLossless(text))).toBe(text);
      }),
    );
  });

  it('refuses what JSON can not say', () => {
    expect(() => toPythonJson([NaN])).toThrow(RangeError);
    expect(() => toPythonJson([-Infinity])).toThrow(RangeError);
  });
});
