import { STATUS, type Micros, type TransitionType } from './incident';
import type { IncidentRef } from './outcome';

/** What a webhook tells of: a transition of an incident, or that another endpoint of the account was disabled. */
export type DeliveryType = TransitionType | 'endpoint.disabled';

/** Numbers that types are stored as; a transition has that of the status it leads to. */
export const DELIVERY_TYPES: Readonly<Record<DeliveryType, number>> = { ...STATUS, 'endpoint.disabled': 10 };

/** The message on the deliveries queue, version 1: one transition for one endpoint (DESIGN §2). */
export interface DeliveryMessage {
  readonly v: 1;
  /** The delivery's id, the same over attempts, restarts and redeliveries (`webhook-id`). */
  readonly id: string;
  readonly account: string;
  readonly service: string;
  /** The outgoing integration whose endpoint this is for. */
  readonly integration: string;
  readonly incident: IncidentRef;
  readonly type: DeliveryType;
  readonly sequence: number;
  readonly transition_at: Micros;
  /** The exact text to post: made once, so that it is the same to the byte over attempts. */
  readonly body: string;
  /** Somebody asked for it to be sent again. Missing: dispatch made it. */
  readonly redelivery?: Redelivery;
  /** Somebody tries the endpoint out; tried once. */
  readonly test?: true;
  /**
   * When its transition was written, by the clock of the table's stream: the ledger counts it in that minute. Missing: it
   * is not counted, as dispatch did not make it, or only after it had failed to.
   */
  readonly booked_at?: Micros;
  /** It was held back in the table and is sent from there: random, which sending it is. */
  readonly release?: string;
}

/** On the deliveries queue beside the deliveries: somebody has to release what is held back for an endpoint. */
export interface ReleaseMessage {
  readonly v: 1;
  readonly kind: 'release';
  readonly account: string;
  readonly service: string;
  readonly integration: string;
  /** Which asking this is, for the queue's deduplication. */
  readonly nonce: string;
}

/** Why a delivery is in the queue once more. */
export interface Redelivery {
  /** Number of the latest attempt when it was asked for, 0 before the first: it is done when a later one delivered. */
  readonly after: number;
  /** Random, for the queue's deduplication: which asking this is. */
  readonly nonce: string;
  /** The replay that it is a part of. Missing: it was asked for alone. */
  readonly replay?: string;
}

export type DeliveryStatus = 'pending' | 'delivered' | 'failed' | 'dead_lettered';

/** One HTTP try of a delivery. */
export interface Attempt {
  /** Counted from 1. */
  readonly number: number;
  readonly at: Micros;
  readonly duration_ms: number;
  /** HTTP status of the answer; null when there was none. */
  readonly status_code: number | null;
  /** Why it did not count as delivered; null when it did. */
  readonly error: string | null;
  /** The first 4 KB of the answer as text. */
  readonly response: string;
  /** The replay that made it. */
  readonly replay?: string;
}

/** A delivery as it is kept and listed. */
export interface Delivery extends DeliveryMessage {
  readonly status: DeliveryStatus;
  readonly attempts: readonly Attempt[];
  /** When the next attempt is due; null when there will be none, or when it is not known: it is held back. */
  readonly next_attempt_at: Micros | null;
  /** Why it ended as failed or dead-lettered; of a pending one, why it is held back. */
  readonly reason: string | null;
}
