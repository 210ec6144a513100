/**
 * How often a maintenance window comes back: the codes of `repeat_interval`. No source names the original's (contract §1.11),
 * so these are ours: 0 once, 1 every day, 2 every week, 3 every month, 4 every year.
 */
export const REPEAT_INTERVALS = { none: 0, daily: 1, weekly: 2, monthly: 3, yearly: 4 } as const;
export type RepeatInterval = (typeof REPEAT_INTERVALS)[keyof typeof REPEAT_INTERVALS];

/** A maintenance window (contract §1.11). Times are milliseconds since the epoch. */
export interface MaintenanceWindow {
  readonly unique_id: string;
  readonly name: string;
  readonly start: number;
  /** The first instant that is no longer inside. */
  readonly end: number;
  /** IANA zone whose wall clock repetitions keep to. */
  readonly time_zone: string;
  readonly repeat_interval: RepeatInterval;
  /** No repetition starts after it; null = it repeats for ever. */
  readonly repeat_until: number | null;
  /** Ids of the services inside. */
  readonly services: readonly string[];
}

/** A window as it is stored with its team. */
export interface StoredMaintenanceWindow extends MaintenanceWindow {
  /** Microseconds since the epoch. */
  readonly created_at: number;
}
