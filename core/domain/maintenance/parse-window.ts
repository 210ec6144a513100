import type { FieldError } from '../../contracts/json';
import { isTimeZone } from '../conditions/zoned-time';
import { REPEAT_INTERVALS, type MaintenanceWindow, type RepeatInterval } from '../../contracts/maintenance-window';

export type WindowResult =
  | { readonly ok: true; readonly window: Omit<MaintenanceWindow, 'unique_id'> }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

type Input = Readonly<Record<string, unknown>>;
const MAX_NAME = 500;
const MAX_SERVICES = 1000;
/** Shortest time between two starts, in days: no window may be longer, or repeating it would mean nothing. */
const INTERVAL_DAYS: Readonly<Record<RepeatInterval, number>> = { 0: Infinity, 1: 1, 2: 7, 3: 28, 4: 365 };
const DAY_MS = 86_400_000;

/**
 * Checks a maintenance window as it crosses the wire (contract §1.11): times are UTC with `Z`, `services` is a list of
 * `{ service }` (plain ids are taken too). Whether the services exist is the caller's to check.
 */
export function parseMaintenanceWindow(input: unknown): WindowResult {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { ok: false, errors: [{ path: '', message: 'an object is expected' }] };
  const body = input as Input;
  const errors: FieldError[] = [];
  const window = {
    name: nameOf(body['name'], errors),
    start: timeOf(body['start_time'], 'start_time', errors),
    end: timeOf(body['end_time'], 'end_time', errors),
    time_zone: zoneOf(body['time_zone'], errors),
    repeat_interval: intervalOf(body['repeat_interval'], errors),
    repeat_until: untilOf(body['repeat_until'], errors),
    services: servicesOf(body['services'], errors),
  };
  if (errors.length === 0) checkTogether(window, errors);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, window };
}

function nameOf(name: unknown, errors: FieldError[]): string {
  if (typeof name === 'string' && name.trim() !== '' && name.length <= MAX_NAME) return name;
  errors.push({ path: 'name', message: `a name of at most ${MAX_NAME} characters is expected` });
  return '';
}

function timeOf(value: unknown, path: string, errors: FieldError[]): number {
  // A time without a zone would be read as the server's own: only UTC and offsets are clear.
  const isTime =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(value);
  const at = isTime ? Date.parse(value) : NaN;
  if (!Number.isNaN(at)) return at;
  errors.push({ path, message: 'a time such as 2026-11-30T22:00:00Z is expected' });
  return 0;
}

function zoneOf(value: unknown, errors: FieldError[]): string {
  if (value === undefined || value === null || value === '') return 'UTC';
  if (typeof value === 'string' && isTimeZone(value)) return value;
  errors.push({ path: 'time_zone', message: 'an IANA time zone such as Europe/Berlin is expected' });
  return 'UTC';
}

function intervalOf(value: unknown, errors: FieldError[]): RepeatInterval {
  const found = Object.values(REPEAT_INTERVALS).find((code) => code === (value ?? REPEAT_INTERVALS.none));
  if (found !== undefined) return found;
  errors.push({
    path: 'repeat_interval',
    message: '0 (once), 1 (daily), 2 (weekly), 3 (monthly) or 4 (yearly) is expected',
  });
  return REPEAT_INTERVALS.none;
}

function untilOf(value: unknown, errors: FieldError[]): number | null {
  return value === undefined || value === null || value === '' ? null : timeOf(value, 'repeat_until', errors);
}

function servicesOf(value: unknown, errors: FieldError[]): readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_SERVICES) {
    const message = `a list of 1 to ${MAX_SERVICES} services, each {"service": id}, is expected`;
    errors.push({ path: 'services', message });
    return [];
  }
  const ids = (value as readonly unknown[]).map(serviceId);
  ids.forEach((id, index) => {
    if (id === null) errors.push({ path: `services[${index}].service`, message: 'the id of a service is expected' });
  });
  return [...new Set(ids.filter((id) => id !== null))];
}

function serviceId(entry: unknown): string | null {
  const id = typeof entry === 'object' && entry !== null ? (entry as Input)['service'] : entry;
  return typeof id === 'string' && id !== '' ? id : null;
}

function checkTogether(
  { start, end, repeat_interval: interval, repeat_until: until }: Omit<MaintenanceWindow, 'unique_id'>,
  errors: FieldError[],
): void {
  if (end <= start) errors.push({ path: 'end_time', message: 'the end must be after the start' });
  if (end - start > INTERVAL_DAYS[interval] * DAY_MS)
    errors.push({ path: 'end_time', message: 'a repeating window must end before it begins again' });
  if (until !== null && until < start)
    errors.push({ path: 'repeat_until', message: 'it must not be before the start' });
}
