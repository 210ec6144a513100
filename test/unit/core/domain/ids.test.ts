import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hashEntityId } from '../../../../core/domain/entity-hash';
import { incidentKeyOf, makeIncidentId, numberOfIncidentId } from '../../../../core/domain/incident-id';
import { isOurIntegrationKey, makeIntegrationKey } from '../../../../core/domain/integration-key';
import { decodeShortUuid, encodeShortUuid, numberToUuid, uuidToNumber } from '../../../../core/domain/short-uuid';
import { deriveSigningKey } from '../../../../core/domain/signing';
import { alertIdOf, makeTraceId, readTraceId } from '../../../../core/domain/trace-id';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const key = deriveSigningKey('secret', 'trace-ids');
const micros = fc.integer({ min: 0, max: 2 ** 52 - 1 });
const random = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe('trace ids', () => {
  it('look like version 4 UUIDs and give their accept time back, with dashes or without', () => {
    fc.assert(
      fc.property(micros, random(5), (acceptedAt, bytes) => {
        const traceId = makeTraceId(acceptedAt, bytes, key);
        expect(traceId).toMatch(UUID_V4);
        expect(readTraceId(traceId, key)).toEqual({ traceId, acceptedAt });
        expect(readTraceId(traceId.replaceAll('-', '').toUpperCase(), key)).toEqual({ traceId, acceptedAt });
      }),
    );
  });

  it('are refused when a single digit was changed', () => {
    fc.assert(
      fc.property(micros, random(5), fc.nat(35), fc.nat(14), (acceptedAt, bytes, position, change) => {
        const traceId = makeTraceId(acceptedAt, bytes, key);
        fc.pre(traceId[position] !== '-');
        const digit = ((parseInt(traceId.charAt(position), 16) + 1 + change) % 16).toString(16);
        expect(readTraceId(traceId.slice(0, position) + digit + traceId.slice(position + 1), key)).toBeNull();
      }),
    );
  });

  it('are refused when another deployment or another purpose signed them', () => {
    const traceId = makeTraceId(1, new Uint8Array(5), key);
    expect(readTraceId(traceId, deriveSigningKey('other', 'trace-ids'))).toBeNull();
    expect(readTraceId(traceId, deriveSigningKey('secret', 'integration-keys'))).toBeNull();
  });

  it.each(['', 'nonsense', '7e44896b-36c3-4fa2-b145-c292f543d8dc', '0'.repeat(32), 'f'.repeat(33)])(
    'do not include %j',
    (text) => {
      expect(readTraceId(text, key)).toBeNull();
    },
  );

  it('sort by accept time', () => {
    fc.assert(
      fc.property(micros, micros, random(5), (a, b, bytes) => {
        fc.pre(a < b);
        expect(makeTraceId(a, bytes, key) < makeTraceId(b, bytes, key)).toBe(true);
      }),
    );
  });
});

describe('integration keys', () => {
  it('prove that this deployment made them', () => {
    const ours = deriveSigningKey('secret', 'integration-keys');
    fc.assert(
      fc.property(random(8), (bytes) => {
        const integrationKey = makeIntegrationKey(bytes, ours);
        expect(integrationKey).toMatch(UUID_V4);
        expect(isOurIntegrationKey(integrationKey, ours)).toBe(true);
        expect(isOurIntegrationKey(integrationKey, key)).toBe(false);
      }),
    );
  });
});

describe('22-character ids', () => {
  const numbers = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });

  it('hold any 128 bits and sort as their numbers do', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(encodeShortUuid(a)).toMatch(/^[23456789A-HJ-NP-Za-km-z]{22}$/);
        expect(decodeShortUuid(encodeShortUuid(a))).toBe(a);
        expect(encodeShortUuid(a) < encodeShortUuid(b)).toBe(a < b);
        expect(uuidToNumber(numberToUuid(a))).toBe(a);
      }),
    );
  });

  it.each(['', 'z'.repeat(22), '0'.repeat(22), 'a'.repeat(21)])('do not include %j', (text) => {
    expect(decodeShortUuid(text)).toBeNull();
  });

  it('name an alert by the very bits of its trace id', () => {
    const traceId = makeTraceId(1_760_000_000_000_000, new Uint8Array(5), key);
    expect(numberToUuid(decodeShortUuid(alertIdOf(traceId))!)).toBe(traceId);
  });

  it('carry the number of their incident', () => {
    const identity = fc.record({
      account: fc.string(),
      integration: fc.uuid(),
      entity_id: fc.string(),
      ordinal: fc.nat(),
    });
    fc.assert(
      fc.property(identity, fc.nat({ max: 2 ** 31 }), (which, number) => {
        const id = makeIncidentId(which, number);
        expect(numberOfIncidentId(id)).toBe(number);
        expect(incidentKeyOf(id)).not.toBe(id);
        expect(makeIncidentId({ ...which, ordinal: which.ordinal + 1 }, number)).not.toBe(id);
      }),
    );
  });
});

describe('the hash of an entity id', () => {
  it('has the same length for any text and tells texts apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(hashEntityId(a)).toMatch(/^[\w-]{22}$/);
        expect(hashEntityId(a) === hashEntityId(b)).toBe(a === b);
      }),
    );
  });
});
