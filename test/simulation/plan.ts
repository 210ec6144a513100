import type { AlertType } from '../../core/contracts/alert';
import type { CreateIncidentsFor } from '../../core/contracts/resources';
import type { FaultRates } from './faults';

/** Times of a plan are microseconds from the start. */

/** One alert of a body. */
export interface PlannedAlert {
  readonly type: AlertType;
  /** Null: it is sent without. */
  readonly entity: string | null;
  readonly suppressed: boolean;
  /** What rules and collation look at, in the payload; null: it is sent without. */
  readonly label: string | null;
}

/** Where a post goes: an integration of its own, one whose mapping fans out, or the global router. */
export type Address = 'monitor' | 'mapped' | 'router';

/** What a post to the router says of itself; `nowhere`: no ruleset knows it. */
export const ROUTES = ['monitor', 'mapped', 'quiet', 'nowhere'] as const;

/** One post of a monitor; `elements` of a body with `for_each`, else it has one. */
export interface PlannedPost {
  readonly at: number;
  readonly to: Address;
  /** Of a post to the router. */
  readonly route: (typeof ROUTES)[number] | null;
  readonly elements: readonly PlannedAlert[];
}

/** What people do with incidents. */
export const CHANGES = ['acknowledge', 'resolve', 'unacknowledge', 'title', 'note', 'snooze', 'wake', 'merge'] as const;
export type ChangeKind = (typeof CHANGES)[number];

/** Somebody changes the latest incident of an entity that has one; `who` picks among those there are by then. */
export interface PlannedChange {
  readonly at: number;
  readonly kind: ChangeKind;
  readonly who: number;
  /** The other one, of a merge; seconds, of a snooze. */
  readonly value: number;
}

/** How the configuration is changed while alerts come in. */
export const SETTINGS = [
  ...['rule on', 'rule off', 'rule deleted', 'mapping', 'types', 'timeouts', 'maintenance on', 'maintenance off'],
  ...['incoming off', 'incoming on', 'incoming deleted', 'endpoint off', 'endpoint on', 'endpoint moved'],
  ...['endpoint deleted', 'router off', 'router on', 'ruleset deleted', 'service deleted', 'team deleted'],
] as const;

export interface PlannedSetting {
  readonly at: number;
  readonly kind: string;
  /** Which integration or endpoint. */
  readonly which: number;
  /** Seconds, or which types. */
  readonly value: number;
}

/** Somebody asks for the status of the alert of a post; of one that is not there yet nobody can. */
export interface PlannedQuestion {
  readonly at: number;
  readonly post: number;
}

/** The table deletes so many of the items whose time to live is over: as late as it likes, and some of them never. */
export interface PlannedSweep {
  readonly at: number;
  readonly share: number;
}

/** How an endpoint answers for a while. */
export const ENDPOINT_MODES = [
  ...(['error', 'busy', 'hangs', 'refused', 'slow', 'flaky', 'throttled', 'rejects', 'gone'] as const),
  ...(['redirect', 'reset', 'tls', 'huge'] as const),
] as const;
export type EndpointMode = (typeof ENDPOINT_MODES)[number];

export interface PlannedMode {
  readonly at: number;
  readonly until: number;
  readonly endpoint: number;
  readonly mode: EndpointMode;
}

/** How the service collates: by time, or by the alerts' titles and labels, of which `all` or `any` have to match. */
export interface PlannedCollation {
  readonly by: 'time' | 'all' | 'any';
  readonly minutes: number;
}

/** All that a schedule is made of but the order of things, which follows from the seed. */
export interface Plan {
  readonly seed: number;
  readonly posts: readonly PlannedPost[];
  readonly changes: readonly PlannedChange[];
  readonly settings: readonly PlannedSetting[];
  readonly questions: readonly PlannedQuestion[];
  readonly sweeps: readonly PlannedSweep[];
  readonly modes: readonly PlannedMode[];
  readonly faults: FaultRates;
  /** Numbers of faults that are left out; see {@link Faults}. */
  readonly without: readonly number[];
  readonly createIncidentsFor: CreateIncidentsFor;
  /** Seconds; 0 = off. */
  readonly autoResolve: number;
  readonly acknowledgementTimeout: number;
  readonly collation: PlannedCollation | null;
  /** Null = none. */
  readonly maintenance: { readonly from: number; readonly to: number } | null;
  readonly alertReceives: number;
  readonly deliveryReceives: number;
  /** The entity `poison` can't be read: whatever is about it fails, and nothing else may (I9). */
  readonly isPoisoned: boolean;
  /** Microseconds that the clocks of functions may be off. */
  readonly skew: number;
}

/** The lists of a plan, from which a smaller one leaves things out. */
export const PLANNED = ['posts', 'changes', 'settings', 'questions', 'sweeps', 'modes'] as const;
