import type { JsonObject } from '../../contracts/json';
import type { Layer, Schedule } from '../../contracts/schedule';
import { toWireDate, toWireSeconds } from './wire-date';

/** A schedule as the wire shows it (contract §1.10). */
export function viewSchedule(schedule: Schedule): JsonObject {
  return {
    name: schedule.name,
    summary: schedule.summary,
    description: schedule.description,
    time_zone: schedule.time_zone,
    team: schedule.team,
    unique_id: schedule.id,
    layers: schedule.layers.map(viewLayer),
    overrides: schedule.overrides.map(({ id, name, user, start, end }) => ({
      name,
      user,
      start_time: toWireSeconds(start),
      end_time: toWireSeconds(end),
      unique_id: id,
    })),
    // The newest client takes no schedule without these two (docs/api.md). What is connected is not counted here.
    connections: null,
    // Shifts are counted by the clock on the wall, whatever summer time does.
    shift_time_in_dst: true,
  };
}

function viewLayer(layer: Layer): JsonObject {
  return {
    shift_length: layer.shift_length,
    name: layer.name,
    rotation_start_time: toWireSeconds(layer.rotation_start),
    rotation_end_time: layer.rotation_end === null ? null : toWireSeconds(layer.rotation_end),
    unique_id: layer.id,
    last_edited: toWireDate(layer.last_edited),
    restriction_type: layer.restriction_type,
    is_active: layer.is_active,
    restrictions: layer.restrictions.map(({ id, duration, start_day_of_week, start_time_of_day }) => ({
      duration,
      start_day_of_week,
      start_time_of_day,
      unique_id: id,
    })),
    users: layer.users.map(({ id, user, position }) => ({ user, position, unique_id: id })),
  };
}
