import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PositionTracker } from '../../../local/mappings/position-tracker';

describe('the position in a shard', () => {
  it('never passes a record that is still open, and reaches the end when all are done', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(20).keys()], { minLength: 20 }), (order) => {
        const tracker = new PositionTracker();
        for (let number = 0; number < order.length; number += 1) tracker.add(String(number));
        const done = new Set<number>();
        for (const number of order) {
          tracker.complete(String(number));
          done.add(number);
          const reached = tracker.position === undefined ? -1 : Number(tracker.position);
          expect([...Array(reached + 1).keys()].every((before) => done.has(before))).toBe(true);
          expect(done.has(reached + 1)).toBe(false);
        }
        expect(tracker).toMatchObject({ position: '19', outstanding: 0 });
      }),
    );
  });
});
