import type { Micros } from '../../contracts/incident';
import { instantOfWall } from '../conditions/zoned-time';

const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a time of a schedule, to the second: ISO 8601 with or without seconds, with `Z` or an offset; without either it is
 * what the clock on the wall of the schedule's zone shows. Null when it is none.
 */
export function readScheduleTime(text: string, zone: string): Micros | null {
  const [, day, minutes, seconds = '00', offset] = TIME.exec(text.trim()) ?? [];
  if (day === undefined || minutes === undefined) return null;
  const wall = Date.parse(`${day}T${minutes}:${seconds}Z`);
  // A day that no month has is read as another one, or not at all.
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(day)) return null;
  const instant = offset === undefined ? instantOfWall(zone, wall) : wall - offsetOf(offset);
  return instant * 1000;
}

/** The milliseconds of `Z`, `+05:30` or `-0800`. */
function offsetOf(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -size : size;
}
