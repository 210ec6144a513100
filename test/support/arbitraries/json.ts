import fc from 'fast-check';
import type { Json, JsonObject } from '../../../core/contracts/json';

/** Any text JavaScript can hold: empty, long, every plane, lone surrogates. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', '\ud800', 'a'.repeat(3_000)),
);

/** Any JSON value; no negative zero, which JSON's text does not tell from zero everywhere. */
export const anyJson: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue({ stringUnit: 'binary' }).map(withoutNegativeZero),
  anyText,
);

/** Any JSON object. */
export const anyJsonObject: fc.Arbitrary<JsonObject> = fc.dictionary(fc.string(), anyJson, { noNullPrototype: true });

function withoutNegativeZero(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
