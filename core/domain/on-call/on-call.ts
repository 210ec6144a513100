import type { Micros } from '../../contracts/incident';
import type { Layer, Override, Restriction, Schedule } from '../../contracts/schedule';
import { instantOfWall, wallTime, weekdayOf, zoneOffset, type WallTime } from '../conditions/zoned-time';

const DAY_SECONDS = 86_400;
const WEEK_SECONDS = 7 * DAY_SECONDS;

/**
 * Username of who is on call by a schedule at a time; null when nobody is. An override goes before the layers, of several
 * the one that begins last; of the layers that have somebody then, the last of the list counts.
 */
export function onCallAt({ layers, overrides, time_zone }: Schedule, at: Micros): string | null {
  const standIn = overrideAt(overrides, at);
  if (standIn !== null) return standIn.user;
  const layer = layers.findLast((candidate) => isOn(candidate, time_zone, at));
  return layer === undefined ? null : turnAt(layer, time_zone, at);
}

function overrideAt(overrides: readonly Override[], at: Micros): Override | null {
  const covering = overrides.filter(({ start, end }) => start <= at && at < end);
  // Of two that begin at once the later of the list, as with layers.
  return covering.reduce<Override | null>(
    (last, each) => (last === null || each.start >= last.start ? each : last),
    null,
  );
}

function isOn(layer: Layer, zone: string, at: Micros): boolean {
  const { is_active, users, rotation_start, rotation_end, restriction_type, restrictions } = layer;
  if (!is_active || users.length === 0 || at < rotation_start) return false;
  if (rotation_end !== null && at >= rotation_end) return false;
  if (restriction_type === 0 || restrictions.length === 0) return true;
  const wall = wallTime(zone, toMillis(at));
  return restrictions.some((restriction) => covers(restriction, restriction_type, wall));
}

/** A restriction runs over midnight, and a weekly one over Sunday night, when it is long enough. */
function covers({ duration, start_day_of_week, start_time_of_day }: Restriction, type: 1 | 2, wall: WallTime): boolean {
  const start = secondsOf(start_time_of_day);
  if (type === 1) return modulo(wall.seconds - start, DAY_SECONDS) < duration;
  const inWeek = weekdayOf(wall) * DAY_SECONDS + wall.seconds;
  const startInWeek = (start_day_of_week - 1) * DAY_SECONDS + start;
  return modulo(inWeek - startInWeek, WEEK_SECONDS) < duration;
}

function secondsOf(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}

/** Whose turn it is in a layer: they follow each other from the rotation's start on, also while it is restricted. */
function turnAt(layer: Layer, zone: string, at: Micros): string | null {
  const inTurn = layer.users.toSorted((a, b) => a.position - b.position);
  return inTurn[modulo(shiftAt(layer, zone, toMillis(at)), inTurn.length)]?.user ?? null;
}

/**
 * How many shifts have ended. Shifts are counted by the clock on the wall, so that a hand-over at nine stays at nine: when
 * summer time begins or ends, the shift of that night is an hour shorter or longer.
 */
function shiftAt({ rotation_start, shift_length }: Layer, zone: string, at: number): number {
  const start = toMillis(rotation_start);
  const wallStart = start + zoneOffset(zone, start);
  const length = shift_length * 1000;
  const handover = (shift: number): number => instantOfWall(zone, wallStart + shift * length);
  let shift = Math.floor((at + zoneOffset(zone, at) - wallStart) / length);
  // In an hour that the wall shows twice, the second time is after the hand-overs of the first; and a hand-over in an
  // hour that is skipped comes when the next one begins.
  while (handover(shift + 1) <= at) shift += 1;
  while (shift > 0 && handover(shift) > at) shift -= 1;
  return shift;
}

function toMillis(time: Micros): number {
  return Math.floor(time / 1000);
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
