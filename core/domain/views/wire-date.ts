import type { Micros } from '../../contracts/incident';

const MICROS_PER_SECOND = 1_000_000;

/** A time as it crosses the wire: ISO 8601 UTC with six decimals and `Z` (contract §0.5). */
export function toWireDate(time: Micros): string {
  const seconds = Math.floor(time / MICROS_PER_SECOND);
  const micros = time - seconds * MICROS_PER_SECOND;
  // JavaScript's own text ends at milliseconds: ".000Z" makes room for all six digits.
  return new Date(seconds * 1000).toISOString().replace('.000Z', `.${String(micros).padStart(6, '0')}Z`);
}

/** The same for a time that may not have come. */
export function toWireDateOrNull(time: Micros | null): string | null {
  return time === null ? null : toWireDate(time);
}

/** A time without decimals, as maintenance windows and schedules show it: the only form that one strict client reads (contract §4). */
export function toWireSeconds(time: Micros): string {
  return `${toWireDate(time).slice(0, 19)}Z`;
}

/** The day only, as teams show it (contract §0.5). */
export function toWireDay(time: Micros): string {
  return toWireDate(time).slice(0, 10);
}

const WIRE_DATE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?Z$/;

/** Reads a time as {@link toWireDate} writes it, with any number of decimals up to six; null when it is none. */
export function parseWireDate(text: string): Micros | null {
  const [, seconds, decimals = ''] = WIRE_DATE.exec(text) ?? [];
  const millis = seconds === undefined ? NaN : Date.parse(`${seconds}Z`);
  return Number.isNaN(millis) ? null : millis * 1000 + Number(decimals.padEnd(6, '0'));
}
