import type { Micros } from './incident';
import type { Versioned } from './resources';

/** A time of the day or of the week, by the clock on the wall of the schedule's zone, in which a layer is on. */
export interface Restriction {
  readonly id: string;
  /** Seconds; at most a day for daily restrictions, a week for weekly ones. */
  readonly duration: number;
  /** 1 Monday … 7 Sunday; without a meaning for daily restrictions. */
  readonly start_day_of_week: number;
  /** `HH:MM:SS`. */
  readonly start_time_of_day: string;
}

/** People who take turns. */
export interface Layer {
  readonly id: string;
  readonly name: string;
  /** Seconds by the clock on the wall: a shift of a day ends at the same hour also when summer time begins or ends. */
  readonly shift_length: number;
  readonly rotation_start: Micros;
  /** Null: for good. */
  readonly rotation_end: Micros | null;
  /** 0 none, 1 daily, 2 weekly. */
  readonly restriction_type: 0 | 1 | 2;
  readonly restrictions: readonly Restriction[];
  /** In the order of their turns. */
  readonly users: readonly { readonly id: string; readonly user: string; readonly position: number }[];
  readonly is_active: boolean;
  readonly last_edited: Micros;
}

/** Somebody who stands in, whatever the layers say. */
export interface Override {
  readonly id: string;
  readonly name: string;
  /** Username. */
  readonly user: string;
  readonly start: Micros;
  readonly end: Micros;
}

/** Who is on call when (contract §1.10). */
export interface Schedule extends Versioned {
  readonly account: string;
  readonly team: string;
  readonly id: string;
  readonly created_at: Micros;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** IANA name. */
  readonly time_zone: string;
  /** A later layer goes before an earlier one where both have somebody. */
  readonly layers: readonly Layer[];
  readonly overrides: readonly Override[];
}
