import type { TraceId } from '../../contracts/alert';
import type { CollationGroup } from '../../contracts/collation';
import type { EntityHead, Incident, Micros } from '../../contracts/incident';
import type { TimerMessage } from '../../contracts/timer';

/* Entities and their incidents. */

export interface Entities {
  /** The entity's head as last written (strongly consistent); null when there is none. */
  load(integration: string, entityId: string): Promise<EntityHead | null>;
  /** The same by the entity's place, for who has no entity id. */
  loadAt(place: EntityPlace): Promise<EntityHead | null>;
  /**
   * Writes the head if it still has `head.version - 1` (or does not exist, for version 1). `transitioned` marks the
   * write for dispatch. `conflict`: somebody else wrote first; load and decide again.
   */
  save(head: EntityHead, transitioned: boolean): Promise<'saved' | 'conflict'>;
  /**
   * Keeps a resolved incident under its own key before the head goes on to the next, with the alerts that `head`, as it
   * was read, knows of it. Writing it again changes nothing, nor does a writer who read an earlier version.
   */
  archive(head: EntityHead, incident: Incident): Promise<void>;
  /** An incident that its entity left behind, as last written (strongly consistent); null when it is not there. */
  loadArchived(location: IncidentLocation): Promise<ArchivedIncident | null>;
  /**
   * Writes it if it still has `archived.version - 1`; else `conflict`. Only for incidents whose entity went on: until
   * then the head has the incident, and may write the archive once more.
   */
  saveArchived(archived: ArchivedIncident): Promise<'saved' | 'conflict'>;
  /**
   * Keeps a page of the head's incident's alerts, before the head is written without them. The page's key carries the
   * head's version and the page's last alert, so that two writers who raced for the same version never overwrite each
   * other's page; the loser's page is harmless: whoever lists alerts believes the alerts' own rows only.
   */
  saveAlertPage(head: EntityHead, alerts: readonly TraceId[]): Promise<void>;
}

export interface Collations {
  /** The group's windows as last written (strongly consistent); null when it never had any, or not for a day. */
  load(service: string, key: string): Promise<CollationGroup | null>;
  /** Writes the group if it still has `group.version - 1` (or does not exist, for version 1); else `conflict`. */
  save(group: CollationGroup): Promise<'saved' | 'conflict'>;
}

/** Where an entity's items are. */
export interface EntityPlace {
  readonly integration: string;
  readonly entity_id_hash: string;
}

/** Where the incident with a number lives. */
export interface IncidentLocation extends EntityPlace {
  readonly ordinal: number;
}

/** A resolved incident that was followed by another, with what its head knew of its alerts. */
export interface ArchivedIncident {
  /** That of the head it was read from, grown by one with every change since: the condition of the next one. */
  readonly version: number;
  readonly incident: Incident;
  readonly recent_alerts: readonly TraceId[];
  readonly alert_pages: number;
}

export interface IncidentNumbers {
  /** One number per place, in order; unique and growing per account, gaps allowed (DESIGN §3, I6). */
  allocate(account: string, places: readonly NumberedPlace[]): Promise<readonly number[]>;
}

/** Where the incident with a new number will live, and what lists can know of it without reading it. */
export interface NumberedPlace extends IncidentLocation {
  readonly team: string;
  readonly service: string;
  /** The incident's creation date, or a time before it. */
  readonly not_before: Micros;
}

export interface Incidents {
  /** The account's incident with this number; null when there is none. */
  find(account: string, number: number): Promise<Incident | null>;
  /** The same with its alerts, which are read for it: some 200 for a read unit. */
  findByNumber(account: string, number: number): Promise<IncidentWithAlerts | null>;
  /** The largest number the account ever took; 0 when it took none. */
  newestNumber(account: string): Promise<number>;
  /** A part of the account's incidents in the order of their numbers, as last written (strongly consistent). */
  walk(account: string, stretch: IncidentStretch): Promise<IncidentWalk>;
  /** A number beyond which no incident was created at this time or before; 0 when there is none at all. */
  lastNumberBy(account: string, time: Micros): Promise<number>;
}

/** Which part of an account's incidents. */
export interface IncidentStretch {
  /** The first number to look at; null = the newest there is. */
  readonly from: number | null;
  /** `older`: numbers go down; `newer`: they go up. */
  readonly direction: 'older' | 'newer';
  /** Leaves out what is resolved. */
  readonly only_open: boolean;
  /** So many incidents are looked at; some numbers may turn out to name none. */
  readonly limit: number;
  /** What the ledger of numbers knows to be none of these is left out, without being looked at. */
  readonly of?: IncidentBounds;
  /** So many pages of the ledger are gone through at most; left out: as many as it takes. */
  readonly most_pages?: number;
}

/**
 * Which incidents a list is about, as far as the ledger of numbers knows: it leaves most of the others out, never one
 * of these. So each incident that it gives has to be compared all the same.
 */
export interface IncidentBounds {
  /** Ids; null = any. */
  readonly teams: readonly string[] | null;
  readonly services: readonly string[] | null;
  /** Creation dates, both ends included; null = open. */
  readonly since: Micros | null;
  readonly until: Micros | null;
}

export interface IncidentWalk {
  /** In the order of the walk. */
  readonly incidents: readonly Incident[];
  /** The next number to look at; null when there is none. A walk may end before its limit, because it went far. */
  readonly next: number | null;
  /** How many incidents were looked at, and how many pages of the ledger were read on the way. */
  readonly looked: number;
  readonly pages: number;
}

/**
 * What spares lists of open incidents from looking at resolved ones. It may lag behind the incidents themselves, which
 * alone decide what a list shows.
 */
export interface ResolvedIncidents {
  /** Notes that the incidents with these numbers are resolved. Doing it again changes nothing. */
  note(account: string, numbers: readonly number[]): Promise<void>;
}

export interface IncidentWithAlerts {
  readonly incident: Incident;
  /** Oldest first, each once. */
  readonly alerts: readonly TraceId[];
}

/** A timer, and how long it waits in the queue: whole seconds, 0 to 900. */
export interface DelayedTimer {
  readonly timer: TimerMessage;
  readonly delay_seconds: number;
}

export interface TimersQueue {
  /** Resolves only when the queue has all of them. Throws when one could not be sent: sending all again is harmless. */
  send(timers: readonly DelayedTimer[]): Promise<void>;
}
