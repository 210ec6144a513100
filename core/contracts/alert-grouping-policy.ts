import type { Micros } from './incident';
import type { Versioned } from './resources';

/** Fields of an alert that content-based collation compares by name (contract §1.3). */
export const GROUPING_FIELDS = ['incident_title', 'incident_summary', 'integration'] as const;
export type GroupingField = (typeof GROUPING_FIELDS)[number];

/** How a service collates alerts by content: alerts that match go to one incident for some minutes (contract §1.3). */
export interface AlertGroupingPolicy extends Versioned {
  readonly account: string;
  readonly team: string;
  /** The service it belongs to, which has one at most. */
  readonly service: string;
  readonly id: string;
  /** 1: one field that matches is enough; 2: all have to. */
  readonly match_mode: 1 | 2;
  readonly match_fields: {
    readonly static_fields: readonly GroupingField[];
    /** JSONPaths into the payload. */
    readonly custom_fields: readonly string[];
  };
  /** Minutes. */
  readonly time_window: number;
  readonly is_active: boolean;
  readonly created_at: Micros;
  readonly updated_at: Micros;
}
