import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deliveryTimeOf, type DeliveryIdentity, makeDeliveryId } from '../../../../../core/domain/webhook/delivery-id';

const time = fc.integer({ min: 0, max: 2 ** 52 - 1 });
const identity: fc.Arbitrary<DeliveryIdentity> = fc.record({
  integration: fc.uuid(),
  incident: fc.string(),
  sequence: fc.integer({ min: 1, max: 1_000 }),
  transition_at: time,
});

describe('a delivery’s id', () => {
  it('has 22 characters and is the same whenever it is made', () => {
    fc.assert(
      fc.property(identity, (of) => {
        expect(makeDeliveryId(of)).toMatch(/^[2-9A-HJ-NP-Za-km-z]{22}$/);
        expect(makeDeliveryId({ ...of })).toBe(makeDeliveryId(of));
      }),
    );
  });

  it('is another for another endpoint, incident or transition', () => {
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        fc.pre(a.integration !== b.integration || a.incident !== b.incident || a.sequence !== b.sequence);
        expect(makeDeliveryId({ ...a, transition_at: b.transition_at })).not.toBe(makeDeliveryId(b));
      }),
    );
  });

  it('says when its transition was, and nothing else does', () => {
    fc.assert(
      fc.property(identity, (of) => {
        expect(deliveryTimeOf(makeDeliveryId(of))).toBe(of.transition_at);
      }),
    );
    expect(deliveryTimeOf('test')).toBeNull();
  });

  it('sorts by the time of the transition', () => {
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        fc.pre(a.transition_at < b.transition_at);
        expect(makeDeliveryId(a) < makeDeliveryId(b)).toBe(true);
      }),
    );
  });

  it('is not made of a time that it can not hold', () => {
    const of = { integration: 'i', incident: 'n', sequence: 1 };
    expect(() => makeDeliveryId({ ...of, transition_at: 2 ** 52 })).toThrow(RangeError);
    expect(() => makeDeliveryId({ ...of, transition_at: -1 })).toThrow(RangeError);
  });
});
