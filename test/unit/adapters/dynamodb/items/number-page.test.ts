import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  APPENDED_AT,
  CLOSED,
  decodeRef,
  encodeRef,
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

const anyLocation = fc.record({
  integration: anyUuid,
  entity_id_hash: fc.string().map(hashEntityId),
  ordinal: fc.integer({ min: 1, max: 0xffffffff }),
});

describe('a page of incident numbers', () => {
  it('gives back any location as it was', () => {
    fc.assert(
      fc.property(anyLocation, (location) => {
        expect(decodeRef(encodeRef(location))).toEqual(location);
      }),
    );
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
      ordinal: 1,
    });
    const page = {
      ...keyItem(KEYS.numberPage('ab1cd', 1)),
      [REFS]: { L: Array<AttributeValue>(PAGE_SIZE).fill(ref) },
      [CLOSED]: { NS: Array.from({ length: PAGE_SIZE }, (_, index) => String(index)) },
      [APPENDED_AT]: { N: '1790000001' },
    };
    expect(itemSize(page)).toBeLessThanOrEqual(1_024);
  });
});
