import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  APPENDED_AT,
  BEGUN_AT,
  CLOSED,
  decodeRef,
  encodeRef,
  markOf,
  numberAt,
  PAGE_SIZE,
  placeOf,
  REFS,
} from '../../../../../adapters/dynamodb/items/number-page';
import { KEYS } from '../../../../../core/contracts/keys';
import { hashEntityId } from '../../../../../core/domain/entity-hash';
import { keyItem } from '../../../../../adapters/dynamodb/table';
import { anyUuid } from '../../../../support/arbitraries/incident';
import { itemSize } from '../../../../support/item-size';

const anyPlace = fc.record({
  integration: anyUuid,
  entity_id_hash: fc.string().map(hashEntityId),
  ordinal: fc.oneof(fc.integer({ min: 1, max: 0xffffffff }), fc.integer({ min: 1, max: 5_000 })),
  team: anyUuid,
  service: anyUuid,
});

describe('a page of incident numbers', () => {
  it('gives back any location as it was, with the marks of team and service unless the ordinal leaves no room', () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        const { team, service, ...location } = place;
        const marks = location.ordinal < 4_096 ? { team: markOf(team), service: markOf(service) } : null;
        expect(decodeRef(encodeRef(place))).toEqual({ ...location, marks });
      }),
    );
  });

  it('reads references of 37 bytes, as they were before there were marks', () => {
    const hash = hashEntityId('x');
    const bytes = Buffer.concat([
      Buffer.from('00000000000040008000000000000001', 'hex'),
      Buffer.from(`${hash}AA`, 'base64url').subarray(0, 17),
      Buffer.from([0, 0, 1, 2]),
    ]);
    expect(decodeRef({ B: bytes })).toEqual({
      integration: '00000000-0000-4000-8000-000000000001',
      entity_id_hash: hash,
      ordinal: 258,
      marks: null,
    });
    expect(() => decodeRef({ B: bytes.subarray(1, 36) })).toThrow('no reference');
  });

  it('marks ids evenly, so that one in 256 others is taken for the wanted one', () => {
    const marks = Array.from({ length: 25_600 }, (_, i) => markOf(`id ${i}`));
    const counts = Map.groupBy(marks, (mark) => mark);
    expect(counts.size).toBe(256);
    expect(Math.max(...[...counts.values()].map(({ length }) => length))).toBeLessThan(160);
  });

  it('gives every number from 1 a place of its own, and every place its number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (number) => {
        const { page, index } = placeOf(number);
        expect(numberAt(page, index)).toBe(number);
        expect(index).toBeLessThan(PAGE_SIZE);
      }),
    );
    expect(numberAt(0, 0)).toBe(1);
  });

  it('costs one write unit when it is full', () => {
    const ref = encodeRef({
      integration: '00000000-0000-4000-8000-000000000000',
      entity_id_hash: hashEntityId('x'),
      ordinal: 5_000,
      team: 't',
      service: 's',
    });
    const page = {
      ...keyItem(KEYS.numberPage('ab1cd', 1)),
      [REFS]: { L: Array<AttributeValue>(PAGE_SIZE).fill(ref) },
      [CLOSED]: { NS: Array.from({ length: PAGE_SIZE }, (_, index) => String(index)) },
      [BEGUN_AT]: { N: '1790000001' },
      [APPENDED_AT]: { N: '1790000001' },
    };
    expect(itemSize(page)).toBeLessThanOrEqual(1_024);
  });
});
