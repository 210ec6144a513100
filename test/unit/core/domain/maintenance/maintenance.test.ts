import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isUnderMaintenance } from '../../../../../core/domain/maintenance/is-under-maintenance';
import { parseMaintenanceWindow } from '../../../../../core/domain/maintenance/parse-window';
import type { MaintenanceWindow } from '../../../../../core/contracts/maintenance-window';

const base = {
  name: 'Patching',
  start_time: '2026-01-10T22:00:00Z',
  end_time: '2026-01-11T06:00:00Z',
  services: [{ service: 's1' }],
};

function window(input: object = {}): MaintenanceWindow {
  const parsed = parseMaintenanceWindow({ ...base, ...input });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { unique_id: 'w1', ...parsed.window };
}
const under = (one: MaintenanceWindow, time: string, service = 's1') =>
  isUnderMaintenance([one], service, Date.parse(time)).under;

describe('maintenance windows', () => {
  it('hold once, from the start up to the end, over midnight, for their services', () => {
    const once = window();
    expect(
      ['2026-01-10T22:00:00Z', '2026-01-11T00:00:00Z', '2026-01-11T05:59:59.999Z'].map((time) => under(once, time)),
    ).toEqual([true, true, true]);
    expect(
      ['2026-01-10T21:59:59.999Z', '2026-01-11T06:00:00Z', '2026-01-11T23:00:00Z'].map((time) => under(once, time)),
    ).toEqual([false, false, false]);
    expect(under(once, '2026-01-11T00:00:00Z', 's2')).toBe(false);
  });

  it('tell which window it is and until when', () => {
    expect(isUnderMaintenance([window()], 's1', Date.parse('2026-01-11T00:00:00Z'))).toEqual({
      under: true,
      window: 'w1',
      name: 'Patching',
      since: Date.parse('2026-01-10T22:00:00Z'),
      until: Date.parse('2026-01-11T06:00:00Z'),
    });
  });

  it('repeat daily, weekly, monthly and yearly', () => {
    expect([
      under(window({ repeat_interval: 1 }), '2026-03-05T23:00:00Z'),
      under(window({ repeat_interval: 1 }), '2026-03-05T12:00:00Z'),
    ]).toEqual([true, false]);
    expect([
      under(window({ repeat_interval: 2 }), '2026-01-17T23:00:00Z'),
      under(window({ repeat_interval: 2 }), '2026-01-16T23:00:00Z'),
    ]).toEqual([true, false]);
    expect([
      under(window({ repeat_interval: 3 }), '2026-05-10T23:00:00Z'),
      under(window({ repeat_interval: 3 }), '2026-05-11T23:00:00Z'),
    ]).toEqual([true, false]);
    expect([
      under(window({ repeat_interval: 4 }), '2031-01-11T01:00:00Z'),
      under(window({ repeat_interval: 4 }), '2031-02-11T01:00:00Z'),
    ]).toEqual([true, false]);
  });

  it('do not repeat before the first nor after repeat_until', () => {
    const daily = window({ repeat_interval: 1, repeat_until: '2026-01-12T22:00:00Z' });
    expect(under(daily, '2026-01-09T23:00:00Z')).toBe(false);
    // The last one that may start does so at the very second, and runs to its end.
    expect(under(daily, '2026-01-13T05:00:00Z')).toBe(true);
    expect(under(daily, '2026-01-13T23:00:00Z')).toBe(false);
  });

  it('on the 31st are on the last day of shorter months', () => {
    const monthly = window({
      start_time: '2026-01-31T10:00:00Z',
      end_time: '2026-01-31T12:00:00Z',
      repeat_interval: 3,
    });
    expect(
      ['2026-02-28T11:00:00Z', '2026-03-31T11:00:00Z', '2026-04-30T11:00:00Z'].map((time) => under(monthly, time)),
    ).toEqual([true, true, true]);
    expect(under(monthly, '2026-03-28T11:00:00Z')).toBe(false);
  });

  it('keep to the wall clock of their zone when summer time begins and ends', () => {
    // 02:00–04:00 in Berlin: 01:00–03:00 UTC in winter, 00:00–02:00 UTC in summer.
    const daily = window({
      start_time: '2026-03-01T01:00:00Z',
      end_time: '2026-03-01T03:00:00Z',
      time_zone: 'Europe/Berlin',
      repeat_interval: 1,
    });
    expect([under(daily, '2026-03-20T02:59:00Z'), under(daily, '2026-03-20T00:30:00Z')]).toEqual([true, false]);
    expect([under(daily, '2026-07-20T00:30:00Z'), under(daily, '2026-07-20T02:30:00Z')]).toEqual([true, false]);
    // On 29 March the clock jumps from 02:00 to 03:00: the window begins at 03:00, which is 01:00 UTC, and ends at 04:00.
    expect([
      under(daily, '2026-03-29T00:59:00Z'),
      under(daily, '2026-03-29T01:00:00Z'),
      under(daily, '2026-03-29T02:00:00Z'),
    ]).toEqual([false, true, false]);
    // On 25 October 02:00 is shown twice: the window begins the first time and ends at 04:00, three hours later.
    expect([
      under(daily, '2026-10-24T23:59:00Z'),
      under(daily, '2026-10-25T00:00:00Z'),
      under(daily, '2026-10-25T02:59:00Z'),
      under(daily, '2026-10-25T03:00:00Z'),
    ]).toEqual([false, true, true, false]);
  });

  it('come back every day at the same time, in every zone, but for the hours in which clocks change', () => {
    const DAY = 86_400_000;
    const HOUR = 3_600_000;
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata');
    const hours = fc.record({ start: fc.integer({ min: 0, max: 400 * 24 }), length: fc.integer({ min: 1, max: 24 }) });
    const quarters = fc.integer({ min: 0, max: 400 * 96 });
    fc.assert(
      fc.property(zones, hours, quarters, (time_zone, { start: hour, length }, quarter) => {
        const start = Date.UTC(2026, 0, 1) + hour * HOUR;
        const daily = { ...window({ repeat_interval: 1 }), start, end: start + length * HOUR, time_zone };
        const into = (quarter * 900_000) % DAY;
        const fromEdges = [into, DAY - into, Math.abs(into - length * HOUR)];
        // Clocks move by an hour at most, so that near the ends of a window it depends on the day.
        fc.pre(time_zone === 'UTC' || Math.min(...fromEdges) > HOUR);
        expect(isUnderMaintenance([daily], 's1', start + quarter * 900_000).under).toBe(into < length * HOUR);
      }),
    );
  });

  it.each<[string, object, string]>([
    ['no name', { name: '' }, 'name'],
    ['a local time', { start_time: '2026-01-10 22:00' }, 'start_time'],
    ['no end', { end_time: null }, 'end_time'],
    ['an end before the start', { end_time: '2026-01-10T21:00:00Z' }, 'end_time'],
    ['a zone that is none', { time_zone: 'Nowhere' }, 'time_zone'],
    ['an unknown interval', { repeat_interval: 5 }, 'repeat_interval'],
    ['a repetition longer than its interval', { end_time: '2026-01-12T06:00:00Z', repeat_interval: 1 }, 'end_time'],
    ['a repetition that ends before it starts', { repeat_until: '2026-01-01T00:00:00Z' }, 'repeat_until'],
    ['no services', { services: [] }, 'services'],
    ['a service without id', { services: [{}] }, 'services[0].service'],
  ])('are refused with %s', (_, input, path) => {
    const parsed = parseMaintenanceWindow({ ...base, ...input });
    expect(parsed.ok ? [] : parsed.errors.map((error) => error.path)).toEqual([path]);
  });
});
