import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Layer, Restriction } from '../../../../../core/contracts/schedule';
import { onCallAt } from '../../../../../core/domain/on-call/on-call';
import { readScheduleTime } from '../../../../../core/domain/on-call/read-schedule-time';
import { aLayer, aSchedule } from '../../../../support/builders/schedules';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'] as const;
const HOUR = 3_600;
const MICROS = 1_000_000;

/** A time as the wall of the builders' schedule shows it. */
const berlin = (text: string): number => readScheduleTime(text, 'Europe/Berlin') ?? NaN;
const who = (layers: readonly Layer[], text: string): string | null => onCallAt(aSchedule({ layers }), berlin(text));
const daily = (start_time_of_day: string, duration: number): Restriction => ({
  id: 'r',
  duration,
  start_day_of_week: 7,
  start_time_of_day,
});

describe('who is on call', () => {
  it('changes at the hand-over, by turns, from the first on', () => {
    const layers = [aLayer(['ann', 'bob', 'cy'])];
    expect(who(layers, '2026-01-05 08:59')).toBeNull();
    expect(who(layers, '2026-01-05 09:00')).toBe('ann');
    expect(who(layers, '2026-01-06 08:59')).toBe('ann');
    expect(who(layers, '2026-01-06 09:00')).toBe('bob');
    expect(who(layers, '2026-01-08 09:00')).toBe('ann');
  });

  it('goes by the positions of users, not by their order in the list', () => {
    const { users } = aLayer(['ann', 'bob']);
    expect(who([aLayer([], { users: users.toReversed() })], '2026-01-05 10:00')).toBe('ann');
  });

  it('changes at the same hour of the wall after summer time began and after it ended', () => {
    const layers = [aLayer(['ann', 'bob'])];
    for (const day of ['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26']) {
      const before = who(layers, `${day} 08:59`);
      const after = who(layers, `${day} 09:00`);
      expect([before, after].toSorted()).toEqual(['ann', 'bob']);
    }
  });

  it('does not go back in the hour that the wall shows twice', () => {
    const layers = [aLayer(['ann', 'bob'], { rotation_start: berlin('2026-10-24 02:30') })];
    // 02:15 UTC+1 is the second 02:15 of that night, after the hand-over at the first 02:30.
    const seen = ['00:15', '00:30', '01:15', '01:45'].map((time) =>
      onCallAt(aSchedule({ layers }), Date.parse(`2026-10-25T${time}:00Z`) * 1000),
    );
    expect(seen).toEqual(['ann', 'bob', 'bob', 'bob']);
  });

  it('is nobody outside of a daily restriction, which may run over midnight', () => {
    const layers = [aLayer(['ann'], { restriction_type: 1, restrictions: [daily('22:00:00', 8 * HOUR)] })];
    const seen = ['21:59', '22:00', '23:59', '05:59', '06:00'].map((time) => who(layers, `2026-02-03 ${time}`));
    expect(seen).toEqual([null, 'ann', 'ann', 'ann', null]);
  });

  it('is nobody outside of a weekly restriction, which may run into the next week', () => {
    const weekend = { ...daily('18:00:00', 62 * HOUR), start_day_of_week: 5 };
    const layers = [aLayer(['ann'], { restriction_type: 2, restrictions: [weekend] })];
    const seen = ['2026-02-06 17:59', '2026-02-06 18:00', '2026-02-08 23:00', '2026-02-09 07:59', '2026-02-09 08:00'];
    expect(seen.map((time) => who(layers, time))).toEqual([null, 'ann', 'ann', 'ann', null]);
  });

  it('is of the last layer that has somebody then', () => {
    const nights = aLayer(['nat'], { restriction_type: 1, restrictions: [daily('22:00', 8 * HOUR)] });
    expect(who([aLayer(['ann']), nights], '2026-02-03 23:00')).toBe('nat');
    expect(who([aLayer(['ann']), nights], '2026-02-03 12:00')).toBe('ann');
    expect(who([aLayer(['ann']), { ...nights, is_active: false }], '2026-02-03 23:00')).toBe('ann');
    expect(who([aLayer(['ann'], { rotation_end: berlin('2026-02-01 00:00') })], '2026-02-03 12:00')).toBeNull();
  });

  it('is who stands in, from the override’s start until its end', () => {
    const override = (user: string, start: string, end: string) => ({
      id: user,
      name: '',
      user,
      start: berlin(start),
      end: berlin(end),
    });
    const overrides = [
      override('long', '2026-02-01 00:00', '2026-02-10 00:00'),
      override('short', '2026-02-03 12:00', '2026-02-03 13:00'),
    ];
    const schedule = aSchedule({ layers: [aLayer(['ann'])], overrides });
    const seen = ['2026-02-03 11:59', '2026-02-03 12:00', '2026-02-03 13:00', '2026-02-10 00:00'];
    expect(seen.map((time) => onCallAt(schedule, berlin(time)))).toEqual(['long', 'short', 'long', 'ann']);
    const reversed = { ...schedule, overrides: overrides.toReversed() };
    expect(seen.map((time) => onCallAt(reversed, berlin(time)))).toEqual(['long', 'short', 'long', 'ann']);
  });

  it('is always exactly one of the users from the start on, in any zone, and everybody in turn', () => {
    const users = ['ann', 'bob', 'cy'];
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 1, max: 24 * 14 }),
        fc.integer({ min: 0, max: 365 * 24 * 60 }),
        fc.integer({ min: 0, max: 3 * 365 * 24 * 60 }),
        (time_zone, hours, startMinute, minutesLater) => {
          const rotation_start = (Date.UTC(2026, 0, 1) + startMinute * 60_000) * 1000;
          const layer = aLayer(users, { shift_length: hours * HOUR, rotation_start });
          const schedule = aSchedule({ time_zone, layers: [layer] });
          const at = rotation_start + minutesLater * 60 * MICROS;
          const now = onCallAt(schedule, at);
          expect(users).toContain(now);
          // A shift and a day on, the turn has passed on; a round on, less what summer time shifts, it is back or past.
          const turns = Array.from({ length: 2 * users.length }, (_, turn) =>
            onCallAt(schedule, at + (turn * hours * HOUR + 2 * HOUR) * MICROS),
          );
          // Within a round of short shifts the clock's hour may take somebody's whole turn.
          expect(new Set(turns)).toEqual(hours > 4 ? new Set(users) : new Set(turns));
        },
      ),
    );
  });

  it('never hands over backwards: minute by minute the turns come in their order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(
          '2026-03-07T12:00Z',
          '2026-03-28T12:00Z',
          '2026-04-04T09:00Z',
          '2026-10-24T12:00Z',
          '2026-10-31T12:00Z',
        ),
        (time_zone, hours, start) => {
          const rotation_start = Date.parse(start) * 1000;
          const users = ['0', '1', '2', '3', '4', '5', '6'];
          const layer = aLayer(users, { shift_length: hours * HOUR, rotation_start });
          const schedule = aSchedule({ time_zone, layers: [layer] });
          const turns = Array.from({ length: 48 * 6 }, (_, ten) =>
            Number(onCallAt(schedule, rotation_start + ten * 600 * MICROS)),
          );
          // Forward by one, or by two where a shift of an hour is skipped by the clock.
          const steps = turns.slice(1).map((turn, index) => (turn - (turns[index] ?? 0) + 7) % 7);
          expect(Math.max(...steps)).toBeLessThanOrEqual(hours === 1 ? 2 : 1);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a time of a schedule', () => {
  it.each([
    ['2026-02-09T12:21:11+05:30', '2026-02-09T06:51:11Z'],
    ['2026-02-09T12:21:11Z', '2026-02-09T12:21:11Z'],
    ['2026-02-09T12:21:11.123456Z', '2026-02-09T12:21:11Z'],
    ['2026-02-09 12:21', '2026-02-09T11:21:00Z'],
    ['2026-07-09T12:21', '2026-07-09T10:21:00Z'],
    // Skipped by the clock: moved on.
    ['2026-03-29 02:30', '2026-03-29T01:30:00Z'],
  ])('%s is %s', (text, expected) => {
    expect(berlin(text)).toBe(Date.parse(expected) * 1000);
  });

  it.each(['', 'tomorrow', '2026-02-30 10:00', '2026-02-09', '2026-02-09T25:00:00Z'])('%j is none', (text) => {
    expect(readScheduleTime(text, 'Europe/Berlin')).toBeNull();
  });
});
