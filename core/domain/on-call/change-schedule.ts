import type { Micros } from '../../contracts/incident';
import type { FieldError } from '../../contracts/json';
import type { Layer, Override, Restriction, Schedule } from '../../contracts/schedule';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import { isTimeZone } from '../conditions/zoned-time';
import { readScheduleTime } from './read-schedule-time';

type Body = BodyOf<'scheduleChange'>;
type LayerBody = NonNullable<Body['layers']>[number];
type RestrictionBody = NonNullable<LayerBody['restrictions']>[number];
type OverrideBody = NonNullable<Body['overrides']>[number];

export type ScheduleResult =
  { readonly ok: true; readonly resource: Schedule } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** What changing a schedule needs beside the two. */
export interface ScheduleTools {
  readonly newId: () => string;
  readonly now: Micros;
}

interface Reading extends ScheduleTools {
  readonly zone: string;
  readonly errors: FieldError[];
  /** Ids that the schedule's parts have: one that comes back stays the same part. */
  readonly known: ReadonlySet<string>;
}

/**
 * A schedule with what the body names; everything else stays. Layers and overrides are replaced as a whole where they are
 * named, each keeping its id if the body says it.
 */
export function changeSchedule(before: Schedule, body: Body, tools: ScheduleTools): ScheduleResult {
  const time_zone = body.time_zone ?? before.time_zone;
  if (!isTimeZone(time_zone))
    return {
      ok: false,
      errors: [{ path: 'time_zone', message: 'An IANA time zone such as Europe/Berlin is expected.' }],
    };
  const known = new Set([...before.layers, ...before.overrides].map(({ id }) => id));
  const reading: Reading = { ...tools, zone: time_zone, errors: [], known };
  const layers = body.layers?.map((layer, index) => readLayer(layer, `layers[${index}]`, reading));
  const overrides = body.overrides?.map((override, index) => readOverride(override, `overrides[${index}]`, reading));
  if (reading.errors.length > 0) return { ok: false, errors: reading.errors };
  const resource = {
    ...before,
    name: body.name ?? before.name,
    summary: body.summary ?? before.summary,
    description: body.description ?? before.description,
    time_zone,
    layers: layers ?? before.layers,
    overrides: overrides ?? before.overrides,
  };
  return { ok: true, resource };
}

function readLayer(body: LayerBody, path: string, reading: Reading): Layer {
  const rotation_start = readTime(body.rotation_start_time, `${path}.rotation_start_time`, reading);
  const end = body.rotation_end_time ?? '';
  const rotation_end = end === '' ? null : readTime(end, `${path}.rotation_end_time`, reading);
  if (rotation_end !== null && rotation_end <= rotation_start)
    reading.errors.push({ path: `${path}.rotation_end_time`, message: 'Must be after rotation_start_time.' });
  const type = body.restriction_type ?? 0;
  const restrictions = (body.restrictions ?? []).map((restriction, index) =>
    readRestriction(restriction, type, `${path}.restrictions[${index}]`, reading),
  );
  return {
    id: idOf(body.unique_id, reading),
    name: body.name ?? '',
    shift_length: body.shift_length,
    rotation_start,
    rotation_end,
    restriction_type: type,
    restrictions,
    users: body.users.map(({ user, position }, index) => ({
      id: reading.newId(),
      user,
      position: position ?? index + 1,
    })),
    is_active: body.is_active ?? true,
    last_edited: reading.now,
  };
}

const CLOCK = /^(?:[01]?\d|2[0-3]):[0-5]?\d(?::[0-5]?\d)?$/;
const DAY_SECONDS = 86_400;

function readRestriction(body: RestrictionBody, type: 0 | 1 | 2, path: string, reading: Reading): Restriction {
  if (!CLOCK.test(body.start_time_of_day))
    reading.errors.push({ path: `${path}.start_time_of_day`, message: 'A time such as 08:00:00 is expected.' });
  if (type === 1 && body.duration > DAY_SECONDS)
    reading.errors.push({ path: `${path}.duration`, message: `Must be at most ${DAY_SECONDS} (a day) seconds.` });
  if (type === 2 && body.start_day_of_week === undefined)
    reading.errors.push({ path: `${path}.start_day_of_week`, message: 'This field is required.' });
  return {
    id: reading.newId(),
    duration: body.duration,
    // Sunday, as the public Terraform provider sends it where it has no meaning.
    start_day_of_week: body.start_day_of_week ?? 7,
    start_time_of_day: fullClock(body.start_time_of_day),
  };
}

/** `8:0` as `08:00:00`. */
function fullClock(text: string): string {
  const [hours = '', minutes = '', seconds = ''] = text.split(':');
  return [hours, minutes, seconds].map((part) => part.padStart(2, '0')).join(':');
}

function readOverride(body: OverrideBody, path: string, reading: Reading): Override {
  const start = readTime(body.start_time, `${path}.start_time`, reading);
  const end = readTime(body.end_time, `${path}.end_time`, reading);
  if (end <= start) reading.errors.push({ path: `${path}.end_time`, message: 'Must be after start_time.' });
  return { id: idOf(body.unique_id, reading), name: body.name ?? '', user: body.user, start, end };
}

function readTime(text: string, path: string, { zone, errors }: Reading): Micros {
  const time = readScheduleTime(text, zone);
  if (time !== null) return time;
  errors.push({ path, message: 'A time such as 2026-11-30T08:00:00Z is expected.' });
  // Of no consequence: what has an error is not kept. NaN is neither before nor after anything.
  return Number.NaN;
}

function idOf(given: string | null | undefined, { known, newId }: Reading): string {
  return typeof given === 'string' && known.has(given) ? given : newId();
}
