import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../../../core/contracts/json';
import { parseLossless } from '../../../../../core/domain/json/parse-lossless';
import { rawNumberText } from '../../../../../core/domain/json/raw-number';

/** Are they the same number? Both as a whole number over the same power of ten. */
function isSameDecimal(a: string, b: string): boolean {
  const scaled = [a, b].map((text) => {
    const [mantissa = '', power = '0'] = text.split('e');
    const [whole = '', fraction = ''] = mantissa.split('.');
    return { whole: BigInt(`${whole}${fraction}`), power: Number(power) - fraction.length };
  });
  const lowest = Math.min(...scaled.map(({ power }) => power));
  const [x, y] = scaled.map(({ whole, power }) => whole * 10n ** BigInt(power - lowest));
  return x === y;
}

describe('parsing without loss', () => {
  it('is JSON.parse for every JSON whose numbers a double keeps', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseLossless(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    '12345678901234567890',
    '-9007199254740993',
    '0.1000000000000000055511151231257827021',
    '1e400',
    '1.7976931348623157e+309',
    '123456789012345678901234567890.5',
    '1e-400',
  ])('keeps %s as sent', (number) => {
    for (const text of [number, `[1,${number}]`, `{"a":{"${number}":${number}},"b":"${number}"}`]) {
      expect(JSON.stringify(parseLossless(text))).toBe(text);
    }
    expect(rawNumberText(parseLossless(number))).toBe(number);
  });

  it.each([
    ['9007199254740991'],
    ['1700000000000000'],
    ['1.5'],
    ['1e21'],
    ['0.1'],
    ['1e-7'],
    ['100000000000000000000'],
    ['-0.0000000000000000'],
  ])('leaves %s, which a double keeps, an ordinary number', (number) => {
    expect(parseLossless(number)).toBe(Number(number));
  });

  it('keeps just those numbers as sent that come out of a double as another number', () => {
    const digits = fc.stringMatching(/^[0-9]{1,22}$/);
    const exponent = fc.oneof(
      fc.constant(''),
      fc.integer({ min: -330, max: 330 }).map((power) => `e${power}`),
    );
    const literal = fc
      .tuple(fc.boolean(), fc.stringMatching(/^(0|[1-9][0-9]{0,21})$/), fc.option(digits), exponent)
      .map(
        ([minus, whole, fraction, power]) =>
          `${minus ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}${power}`,
      );
    fc.assert(
      fc.property(literal, (number) => {
        const raw = rawNumberText((parseLossless(`[${number}]`) as Json[])[0]);
        const double = Number(number);
        const isKept = Number.isFinite(double) && isSameDecimal(number, String(double));
        expect(raw).toBe(isKept ? null : number);
      }),
      { numRuns: 2_000 },
    );
  });

  it('tells numbers from strings that look like them, with escapes and the mark of its own', () => {
    const body = {
      a: '12345678901234567890',
      b: '"12345678901234567890',
      c: '\\',
      d: '#number:1',
      e: 'x\\"12345678901234567890\\',
    };
    const text = `{"n":12345678901234567890,${JSON.stringify(body).slice(1)}`;
    expect(JSON.stringify(parseLossless(text))).toBe(text);
    const spelt = '{"n":12345678901234567890,"s":"\\u0023number:5"}';
    expect((parseLossless(spelt) as { readonly s: Json }).s).toBe('#number:5');
  });

  it('takes the last of duplicate keys, and __proto__ as an ordinary key', () => {
    expect(parseLossless('{"a":1,"a":2}')).toEqual({ a: 2 });
    const body = parseLossless('{"__proto__":12345678901234567890,"a":12345678901234567890}');
    expect(Object.keys(body as object)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  });

  it('reads nesting of 10,000 with such a number inside', () => {
    const text = '{"a":'.repeat(10_000) + '12345678901234567890' + '}'.repeat(10_000);
    let inner = parseLossless(text);
    for (let depth = 0; depth < 10_000; depth += 1) inner = (inner as { readonly a: Json }).a;
    expect(rawNumberText(inner)).toBe('12345678901234567890');
  });

  it('refuses what is not JSON', () => {
    for (const text of ['', '{', '{"a":12345678901234567890', 'NaN', '012345678901234567890'])
      expect(() => parseLossless(text)).toThrow(SyntaxError);
  });
});
