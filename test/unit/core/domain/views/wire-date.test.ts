import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseWireDate, toWireDate, toWireDateOrNull, toWireDay } from '../../../../../core/domain/views/wire-date';

describe('dates on the wire', () => {
  it('have six decimals and a Z', () => {
    expect(toWireDate(Date.UTC(2020, 4, 21, 19, 42, 16) * 1000 + 372_614)).toBe('2020-05-21T19:42:16.372614Z');
  });

  it('keep zeros on both ends of the decimals', () => {
    expect(toWireDate(1_000_000_000_000_100)).toBe('2001-09-09T01:46:40.000100Z');
  });

  it('are null for a time that has not come', () => {
    expect(toWireDateOrNull(null)).toBeNull();
  });

  it('are only a day for teams', () => {
    expect(toWireDay(1_000_000_000_000_100)).toBe('2001-09-09');
  });

  it('are read back to the microsecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8_000_000_000_000_000 }), (time) => {
        expect(parseWireDate(toWireDate(time))).toBe(time);
      }),
    );
  });

  it.each(['', 'yesterday', '2026-11-22', '2026-13-01T00:00:00Z', '2026-11-22T10:00:00+01:00'])(
    'are not read from %j',
    (text) => {
      expect(parseWireDate(text)).toBeNull();
    },
  );

  it('are read without decimals', () => {
    expect(parseWireDate('2001-09-09T01:46:40Z')).toBe(1_000_000_000_000_000);
  });
});
