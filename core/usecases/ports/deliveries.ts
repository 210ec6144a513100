import type { Attempt, Delivery, DeliveryMessage, DeliveryStatus, ReleaseMessage } from '../../contracts/delivery';
import type { EndpointHealth } from '../../contracts/endpoint-health';
import type { EntityHead, Micros } from '../../contracts/incident';

/* From a transition to its delivery. */

export interface DeliveriesQueue {
  /**
   * Sends in the order given; messages of one (endpoint, incident) stay in that order even when a part of the batch
   * fails. Throws when one could not be sent: sending all again is harmless, as ids deduplicate.
   */
  send(messages: readonly DeliveryMessage[]): Promise<void>;
  /** Asks deliver to release what is held back for an endpoint. Those of one endpoint are worked on one by one. */
  askToRelease(message: ReleaseMessage): Promise<void>;
}

/** The deliveries queue as deliver, its consumer, sees it. */
export interface DeliveriesInFlight {
  /**
   * Hides a message that was received for so many seconds from now (1 to 43,200, rounded up), and with it what follows
   * in its group. Harmless when the message is no longer in flight.
   */
  postpone(receiptHandle: string, seconds: number): Promise<void>;
}

/** What a record of the table's stream says of an entity's head: its images before and after the write. */
export interface HeadChange {
  /** Null when the head did not exist. */
  readonly before: EntityHead | null;
  readonly after: EntityHead;
  /** When it was written, by the stream's clock, which is the same however often the record comes; missing: not known. */
  readonly written_at?: Micros;
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
