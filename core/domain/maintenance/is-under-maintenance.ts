import { instantOfWall, zoneOffset } from '../conditions/zoned-time';
import { REPEAT_INTERVALS, type MaintenanceWindow, type RepeatInterval } from '../../contracts/maintenance-window';

/** Whether a service is under maintenance, and by which occurrence of which window. Times are milliseconds since the epoch. */
export type Maintenance =
  | { readonly under: false }
  | {
      readonly under: true;
      readonly window: string;
      readonly name: string;
      readonly since: number;
      readonly until: number;
    };

/** What a failed alert says of it, word for word (contract §2.7). */
export const UNDER_MAINTENANCE = 'Your service is under maintenance';

const DAY_MS = 86_400_000;

/** Is the service inside one of the windows at `at` (milliseconds since the epoch)? Starts belong to a window, ends do not. */
export function isUnderMaintenance(windows: readonly MaintenanceWindow[], service: string, at: number): Maintenance {
  for (const window of windows) {
    const inside = window.services.includes(service) ? occurrenceAt(window, at) : null;
    if (inside !== null) return { under: true, window: window.unique_id, name: window.name, ...inside };
  }
  return { under: false };
}

interface Occurrence {
  readonly since: number;
  readonly until: number;
}

function occurrenceAt(window: MaintenanceWindow, at: number): Occurrence | null {
  if (window.repeat_interval === REPEAT_INTERVALS.none) return covers({ since: window.start, until: window.end }, at);
  // The latest that has begun is also the latest to end. The one before it is tried too: when the clocks change, an hour
  // that is shown twice can make it end later.
  const latest = latestIndex(window, at);
  for (const index of [latest, latest - 1]) {
    const found = index < 0 ? null : covers(occurrence(window, index), at);
    if (found !== null) return found;
  }
  return null;
}

function covers(occurrence: Occurrence, at: number): Occurrence | null {
  return occurrence.since <= at && at < occurrence.until ? occurrence : null;
}

/** Index of the latest occurrence that has begun by `at` and may still happen (`repeat_until`); −1 when there is none. */
function latestIndex(window: MaintenanceWindow, at: number): number {
  const limit = window.repeat_until === null ? at : Math.min(at, window.repeat_until);
  // One above what the calendar says, because a shift of the clocks may put the estimate one too low.
  let index = indexEstimate(window, limit) + 1;
  while (index >= 0 && occurrence(window, index).since > limit) index -= 1;
  return index;
}

function indexEstimate({ start, time_zone: zone, repeat_interval: interval }: MaintenanceWindow, at: number): number {
  const [from, to] = [new Date(wallOf(zone, start)), new Date(wallOf(zone, at))];
  if (interval === REPEAT_INTERVALS.daily || interval === REPEAT_INTERVALS.weekly) {
    return Math.floor((to.getTime() - from.getTime()) / (interval === REPEAT_INTERVALS.daily ? DAY_MS : 7 * DAY_MS));
  }
  const years = to.getUTCFullYear() - from.getUTCFullYear();
  return interval === REPEAT_INTERVALS.yearly ? years : years * 12 + to.getUTCMonth() - from.getUTCMonth();
}

function wallOf(zone: string, at: number): number {
  return at + zoneOffset(zone, at);
}

/** The occurrence with this index (0 is the first): both ends moved on by whole intervals on the zone's wall clock. */
function occurrence(
  { start, end, time_zone: zone, repeat_interval: interval }: MaintenanceWindow,
  index: number,
): Occurrence {
  if (index === 0) return { since: start, until: end };
  const startWall = wallOf(zone, start);
  const since = moved(startWall, interval, index);
  // The length on the wall clock stays: 22:00 to 06:00 ends at 06:00 whatever the clocks did in that night.
  const until = since + (wallOf(zone, end) - startWall);
  return { since: instantOfWall(zone, since), until: instantOfWall(zone, until) };
}

function moved(wall: number, interval: RepeatInterval, index: number): number {
  if (interval === REPEAT_INTERVALS.daily) return wall + index * DAY_MS;
  if (interval === REPEAT_INTERVALS.weekly) return wall + index * 7 * DAY_MS;
  const months = interval === REPEAT_INTERVALS.yearly ? 12 * index : index;
  const date = new Date(wall);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  // The 31st of a month that has none is its last day.
  const day = Math.min(date.getUTCDate(), last);
  return first.getTime() + (day - 1) * DAY_MS + (((wall % DAY_MS) + DAY_MS) % DAY_MS);
}
