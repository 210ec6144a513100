import type { AcceptedAlert, TraceId } from '../contracts/alert';
import type { AuditEntry } from '../contracts/audit-entry';
import type { CollationGroup } from '../contracts/collation';
import type { TimerMessage } from '../contracts/timer';
import type { Attempt, Delivery, DeliveryMessage, DeliveryStatus, ReleaseMessage } from '../contracts/delivery';
import type { EndpointHealth } from '../contracts/endpoint-health';
import type { EntityHead, Incident, Micros } from '../contracts/incident';
import type { Written } from '../domain/audit/make-audit-entry';
import type { IntegrationError } from '../contracts/integration-error';
import type { StoredAlert } from '../contracts/outcome';
import type { StoredRule } from '../contracts/schemas/alert-rule';
import type { StoredMaintenanceWindow } from '../contracts/maintenance-window';
import type { ResourceKind, ResourceTypes } from '../contracts/resource-types';
import type {
  Account,
  ApiToken,
  EscalationPolicy,
  Integration,
  IntegrationPlace,
  Service,
  Team,
  User,
} from '../contracts/resources';
import type { IntakeKeyEntry } from '../contracts/routing';

/**
 * What the use-cases need of the world. Adapters implement these; a failure that is ours and may pass (throttle,
 * timeout, outage) is a thrown error, everything expected is in the result's type.
 */

/** The current time in microseconds, never going back within one process and never the same twice. */
export type Clock = () => Micros;

/** One structured line; fields never hold secrets or bodies. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface IntegrationKeys {
  /** What intake knows of the integration or the router with this key; null when there is none. May be a few seconds old. */
  find(integrationKey: string): Promise<IntakeKeyEntry | null>;
}

/** Lets through so many a minute and key; see `core/domain/rate-limit`. */
export interface RateLimiter {
  /** Whether one more may pass now. One that may not counts for nothing, and may come again after so many seconds (≥ 1). */
  take(key: string): { readonly ok: true } | { readonly ok: false; readonly retryAfterSeconds: number };
}

export interface AlertsQueue {
  /** Resolves only when the queue has the alert (DESIGN §3, I1). `group` keeps a noisy integration from delaying others. */
  send(messageBody: string, group: string): Promise<void>;
}

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
  /** One number per location, in order; unique and growing per account, gaps allowed (DESIGN §3, I6). */
  allocate(account: string, locations: readonly IncidentLocation[]): Promise<readonly number[]>;
}

export interface Incidents {
  /** The account's incident with this number; null when there is none. */
  findByNumber(account: string, number: number): Promise<IncidentWithAlerts | null>;
  /** The largest number the account ever took; 0 when it took none. */
  newestNumber(account: string): Promise<number>;
  /** A part of the account's incidents in the order of their numbers, as last written (strongly consistent). */
  walk(account: string, stretch: IncidentStretch): Promise<IncidentWalk>;
}

/** Which part of an account's incidents. */
export interface IncidentStretch {
  /** The first number to look at; null = the newest there is. */
  readonly from: number | null;
  /** `older`: numbers go down; `newer`: they go up. */
  readonly direction: 'older' | 'newer';
  /** Leaves out what is resolved. */
  readonly only_open: boolean;
  /** So many numbers are looked at; some may turn out to name no incident. */
  readonly limit: number;
}

export interface IncidentWalk {
  /** In the order of the walk. */
  readonly incidents: readonly Incident[];
  /** The next number to look at; null when there is none. */
  readonly next: number | null;
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

export interface Alerts {
  /** Stores the alert once: `exists` when its trace id has been stored before, which then stays as it is. */
  store(alert: StoredAlert): Promise<'stored' | 'exists'>;
  find(traceId: TraceId): Promise<StoredAlert | null>;
  /** In the order asked for; those that are not stored are left out. */
  findMany(traceIds: readonly TraceId[]): Promise<readonly StoredAlert[]>;
}

/** Reading of resources: may be a few seconds old where an adapter says so. */
export interface Directory {
  /** The resource of this kind with this id below this parent; see `core/domain/resource-kinds`. */
  resource<K extends ResourceKind>(kind: K, parent: string, id: string): Promise<ResourceTypes[K] | null>;
  /** All resources of a kind below a parent, in no order. */
  resources<K extends ResourceKind>(kind: K, parent: string): Promise<readonly ResourceTypes[K][]>;
  account(account: string): Promise<Account | null>;
  team(account: string, team: string): Promise<Team | null>;
  service(team: string, service: string): Promise<Service | null>;
  integration(service: string, integration: string): Promise<Integration | null>;
  /** Where the integration with this id is, whosever it is. */
  integrationPlace(integration: string): Promise<IntegrationPlace | null>;
  /** All integrations of a service, incoming and outgoing. */
  integrations(service: string): Promise<readonly Integration[]>;
  services(team: string): Promise<readonly Service[]>;
  teams(account: string): Promise<readonly Team[]>;
  escalationPolicy(team: string, policy: string): Promise<EscalationPolicy | null>;
  escalationPolicies(team: string): Promise<readonly EscalationPolicy[]>;
  /** The alert rules of an integration, in no order. */
  rules(integration: string): Promise<readonly StoredRule[]>;
  maintenanceWindows(team: string): Promise<readonly StoredMaintenanceWindow[]>;
  user(account: string, username: string): Promise<User | null>;
  token(hash: string): Promise<ApiToken | null>;
}

/** `conflict`: somebody else wrote first; read again, decide again, and write again if it still is to be done. */
export type WriteResult = 'saved' | 'conflict';

/** A resource, as it was read, that must still be so for a write to count. */
export type Held = {
  readonly [K in ResourceKind]: { readonly kind: K; readonly resource: ResourceTypes[K] };
}[ResourceKind];

/**
 * Writing of resources of every kind (`core/domain/resource-kinds`). Each write is one atomic step, with what belongs to
 * the resource (an integration's key, a token's hash), and counts only if nobody wrote since: no update gets lost.
 */
export interface Resources {
  /** The deployment's account: the id given if this is the first call, else the one that is there. */
  claimAccount(account: string): Promise<string>;
  /**
   * Makes a resource. `conflict`: there is one with its key already, or what `held` names has changed or is gone:
   * parents are held where a child of a parent that is being deleted would be an orphan.
   */
  create<K extends ResourceKind>(kind: K, resource: ResourceTypes[K], held?: readonly Held[]): Promise<WriteResult>;
  /** Puts `after` in the place of `before`, which is as it was read. Both have the same id and parent. */
  replace<K extends ResourceKind>(kind: K, before: ResourceTypes[K], after: ResourceTypes[K]): Promise<WriteResult>;
  /** Deletes a resource that still is as it was read. */
  remove<K extends ResourceKind>(kind: K, resource: ResourceTypes[K]): Promise<WriteResult>;
  /** Deletes all of a kind below a parent, whatever their versions: for what nobody can reach any more. Not audited. */
  removeAll(kind: ResourceKind, parent: string): Promise<void>;
  /**
   * Records in the audit log what the author did to an incident, which is no resource and was written by itself: a crash
   * between the two leaves a change that the log does not know. Nothing without an author.
   */
  noteIncident(written: Written<Incident>): Promise<void>;
  /** The same, with an entry in the audit log for each write, in the same step. */
  by(author: Author): Resources;
}

/** Who writes, for the audit log. */
export interface Author {
  readonly account: string;
  /** Null: Tocsin itself. */
  readonly username: string | null;
  /** Id of the API token; null when there was none. */
  readonly token: string | null;
}

/** The audit log: written by {@link Resources.by}, kept for a year. */
export interface Audit {
  /** A page, newest first, from after the cursor: what the page before gave, `<16 digits of its time>#<its id>`. */
  list(
    account: string,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ readonly entries: readonly AuditEntry[]; readonly cursor: string | null }>;
}

export interface IntegrationErrors {
  /** Keeps the error for 30 days. Recording the same one again changes nothing. */
  record(error: IntegrationError): Promise<void>;
  /** A page, newest first, from after the cursor: what the page before gave, `<16 digits of its time>#<its id>`. */
  list(
    integration: string,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ readonly errors: readonly IntegrationError[]; readonly cursor: string | null }>;
}

export interface DeliveriesQueue {
  /**
   * Sends in the order given; messages of one (endpoint, incident) stay in that order even when a part of the batch
   * fails. Throws when one could not be sent: sending all again is harmless, as ids deduplicate.
   */
  send(messages: readonly DeliveryMessage[]): Promise<void>;
  /** Asks deliver to release what is held back for an endpoint. Those of one endpoint are worked on one by one. */
  askToRelease(message: ReleaseMessage): Promise<void>;
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

/** The deliveries queue as deliver, its consumer, sees it. */
export interface DeliveriesInFlight {
  /**
   * Hides a message that was received for so many seconds from now (1 to 43,200, rounded up), and with it what follows
   * in its group. Harmless when the message is no longer in flight.
   */
  postpone(receiptHandle: string, seconds: number): Promise<void>;
}

/** Which alerts came through an integration, for as long as they are kept. */
export interface IntegrationAlerts {
  /** Lists alerts, in one write for all of them. Doing so again, in another company, may list them twice, and leaves nobody out. */
  add(integration: string, alerts: readonly TraceId[]): Promise<void>;
  /** Newest first by when they were listed together; after the cursor, that the page before gave. */
  list(
    integration: string,
    page: { readonly limit: number; readonly cursor?: ListedPlace },
  ): Promise<{ readonly alerts: readonly TraceId[]; readonly cursor: ListedPlace | null }>;
}

/** A place in the list of an integration's alerts: the newest alert of those listed together, and which of them. */
export interface ListedPlace {
  readonly newest: TraceId;
  readonly index: number;
}

/** Which request a client may send again. */
export interface RepeatableRequest {
  readonly token: string;
  /** Method, path and query. */
  readonly target: string;
  /** The client's own key. */
  readonly key: string;
}

export type ReplyClaim =
  | /** It is the caller's to serve, until the time it said. */ { readonly status: 'claimed' }
  | /** Somebody else's claim stands. */ { readonly status: 'in_progress' }
  | /** The key was used for another body. */ { readonly status: 'other_body' }
  | /** It was served; null: with a reply that was not kept. */ {
      readonly status: 'kept';
      readonly sealed: string | null;
    };

/** Replies to requests that clients may repeat. What is past its time is as good as gone. */
export interface RememberedReplies {
  /** Claims the request under an id of the caller's, unless it is claimed or was served; `body` is the body's hash. */
  claim(
    request: RepeatableRequest,
    by: { readonly id: string; readonly body: string; readonly now: Micros; readonly until: Micros },
  ): Promise<ReplyClaim>;
  /** Keeps the reply, if the claim with this id still stands. */
  keep(
    request: RepeatableRequest,
    reply: { readonly id: string; readonly sealed: string | null; readonly until: Micros },
  ): Promise<void>;
  /** Gives the claim with this id up: the request may be made again. */
  release(request: RepeatableRequest, id: string): Promise<void>;
}

/** What a record of the table's stream says of an entity's head: its images before and after the write. */
export interface HeadChange {
  /** Null when the head did not exist. */
  readonly before: EntityHead | null;
  readonly after: EntityHead;
}

/** A stretch of one shard of the table's stream, both ends included. */
export interface StreamStretch {
  readonly shard_id: string;
  readonly start_sequence_number: string;
  readonly end_sequence_number: string;
}

/** Reading of the table's stream once more, for what dispatch gave up on. */
export interface TableStream {
  /**
   * The changes of entity heads in the stretch that are marked as transitions, in order. Throws when a part of the
   * stretch is no longer there (the stream keeps 24 hours).
   */
  read(stretch: StreamStretch): Promise<readonly HeadChange[]>;
}

/** What is remembered of how endpoints do; policy in `core/domain/webhook/endpoint-health`. */
export interface EndpointHealths {
  /** As last written (strongly consistent); a healthy one when nothing was. */
  load(integration: string): Promise<EndpointHealth>;
  /** Writes it, one version further, if the stored one still has the version that `health` was made of. */
  save(integration: string, health: EndpointHealth): Promise<'saved' | 'conflict'>;
}

/** A delivery that is held back. */
export interface HeldDelivery {
  /** See `heldPositionOf`. */
  readonly position: string;
  readonly delivery: string;
  /** `after` of the redelivery that it is; null = it is none. */
  readonly after: number | null;
  /** When it was held back. */
  readonly at: Micros;
}

/** Which deliveries of an endpoint are held back: an index, the deliveries themselves are in {@link Deliveries}. */
export interface Backlogs {
  /** Adding it again only changes the time. */
  add(message: DeliveryMessage, at: Micros): Promise<void>;
  /** With a time: only if it was not held back once more since. */
  remove(integration: string, position: string, at?: Micros): Promise<void>;
  /** Is an earlier delivery of the same incident held back (as last written)? */
  hasBefore(message: DeliveryMessage): Promise<boolean>;
  /** By position, from after that one on, `limit` at most, as last written. */
  list(integration: string, page: { readonly after: string; readonly limit: number }): Promise<readonly HeldDelivery[]>;
}

export interface Deliveries {
  find(integration: string, delivery: string): Promise<Delivery | null>;
  /**
   * Adds an attempt and sets what follows from it. Makes the delivery's row when it is the first. An attempt number
   * that is already there is not added twice.
   */
  record(message: DeliveryMessage, attempt: Attempt | null, then: DeliveryProgress): Promise<void>;
  /** Deliveries of an endpoint, oldest first, from the time `since` on and before `until`, `limit` of them at most. */
  listBetween(
    integration: string,
    range: { readonly since: Micros; readonly until: Micros; readonly limit: number },
  ): Promise<readonly Delivery[]>;
  /** A page of an endpoint's deliveries, newest first, from after the cursor: the id of the last delivery of the page before. */
  list(integration: string, page: { readonly limit: number; readonly cursor?: string }): Promise<DeliveryPage>;
}

export interface DeliveryProgress {
  readonly status: DeliveryStatus;
  readonly next_attempt_at: Micros | null;
  readonly reason: string | null;
}

export interface DeliveryPage {
  readonly deliveries: readonly Delivery[];
  readonly cursor: string | null;
}

/** What one HTTP try needs. Credentials are in clear here and nowhere else. */
export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeout_ms: number;
}

export interface HttpAnswer {
  /** Null when there was no complete answer. */
  readonly status_code: number | null;
  /** Plain reason when the try failed before or while answering: refused address, timeout, reset, bad certificate. */
  readonly error: string | null;
  readonly response: string;
  /** Lower-case names; empty when there was no answer. */
  readonly headers: Readonly<Record<string, string>>;
  readonly duration_ms: number;
}

export interface EndpointSender {
  /** One try. Never throws for what an endpoint or the network does: that is data (DESIGN §2). */
  send(request: OutgoingRequest): Promise<HttpAnswer>;
}

/** Encrypts endpoints' credentials at rest. */
export interface CredentialVault {
  seal(clear: string): string;
  open(sealed: string): string;
}

/** Keys that sign trace ids and integration keys; see `core/domain/signing`. */
export interface SigningKeys {
  readonly traceIds: Buffer;
  readonly integrationKeys: Buffer;
}

export type { AcceptedAlert };
