/** What a clock and a calendar on the wall of a time zone show. */
export interface WallTime {
  /** Seconds since midnight, 0–86,399. */
  readonly seconds: number;
  /** Days since 1970-01-01. */
  readonly day: number;
}

const DAY_MS = 86_400_000;
/** No zone changes its offset other than at a quarter of an hour, so an offset holds for the quarter it was found in. */
const QUARTER_MS = 900_000;
const formats = new Map<string, Intl.DateTimeFormat>();
/** Last offset found per zone: alerts come in the order of time, so the next one usually asks for the same quarter. */
const lastOffsets = new Map<string, { readonly quarter: number; readonly offset: number }>();
/** Zones come from saved configurations and are few; the bound is for a process that sees very many accounts. */
const MAX_ZONES = 600;

/** Is it a zone that this runtime's `Intl` knows: an IANA name, `UTC`, or an offset like `+02:00`? */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    // Intl says RangeError for an unknown zone: that is the answer, not a failure.
    return false;
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const numeric = 'numeric';
  const options = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  } as const;
  const made = new Intl.DateTimeFormat('en-US', {
    ...options,
    timeZone: zone,
    hourCycle: 'h23',
    calendar: 'gregory',
    era: 'short',
  });
  if (formats.size >= MAX_ZONES) formats.clear();
  formats.set(zone, made);
  return made;
}

/** How far a zone's wall clock is ahead of UTC at an instant, in milliseconds. */
export function zoneOffset(zone: string, at: number): number {
  if (zone === 'UTC') return 0;
  const quarter = Math.floor(at / QUARTER_MS);
  const last = lastOffsets.get(zone);
  if (last?.quarter === quarter) return last.offset;
  const offset = findOffset(zone, at);
  if (lastOffsets.size >= MAX_ZONES) lastOffsets.clear();
  lastOffsets.set(zone, { quarter, offset });
  return offset;
}

function findOffset(zone: string, at: number): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  // The format shows whole seconds; `at` may have a fraction.
  return wall - Math.floor(at / 1000) * 1000;
}

/** What the wall clock of a zone shows at an instant (milliseconds since the epoch). */
export function wallTime(zone: string, at: number): WallTime {
  const wall = at + zoneOffset(zone, at);
  const day = Math.floor(wall / DAY_MS);
  return { seconds: Math.floor((wall - day * DAY_MS) / 1000), day };
}

/** The date of a wall time as `YYYY-MM-DD`. */
export function dateText({ day }: WallTime): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The weekday of a wall time: 0 Monday … 6 Sunday. */
export function weekdayOf({ day }: WallTime): number {
  // 1970-01-01, day 0, was a Thursday, which is 3 counted from Monday.
  return (((day + 3) % 7) + 7) % 7;
}

/** Seconds since midnight as `HH:MM:SS`. */
export function clockText(seconds: number): string {
  const two = (part: number): string => (part < 10 ? `0${part}` : String(part));
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/**
 * The instant at which a zone's wall clock shows `wall` (milliseconds as if the wall clock were UTC). A time that the clock
 * skips when summer time begins is moved on by what is skipped; of a time shown twice it is the first.
 */
export function instantOfWall(zone: string, wall: number): number {
  // The offset before any change of that day; right unless the change lies between.
  const before = zoneOffset(zone, wall - DAY_MS);
  const after = zoneOffset(zone, wall + DAY_MS);
  const early = wall - before;
  if (zoneOffset(zone, early) === before) return early;
  const late = wall - after;
  return zoneOffset(zone, late) === after ? late : early;
}
