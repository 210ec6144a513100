import type { TraceId } from '../../contracts/alert';
import type { Micros } from '../../contracts/incident';
import type { IntegrationError } from '../../contracts/integration-error';
import type { EndedPart, StoredAlert } from '../../contracts/outcome';

/* Alerts on their way and as they are kept. */

export interface AlertsQueue {
  /** Resolves only when the queue has the alert (DESIGN §3, I1). `group` keeps a noisy integration from delaying others. */
  send(messageBody: string, group: string): Promise<void>;
}

/** The alerts queue as who works on it sees it, beside what Lambda's poller hands over. */
export interface AlertsInFlight {
  /**
   * Takes up to ten of the messages that are waiting, without waiting for any; there may be more than it gives. They are
   * hidden from others for as long as those that the poller took, and come again after that unless they are removed.
   */
  take(): Promise<readonly TakenMessage[]>;
  /** Removes messages for good by their receipts; how many could not be removed: those come again. */
  remove(receipts: readonly string[]): Promise<number>;
}

/** A message that was taken from the alerts queue. */
export interface TakenMessage {
  readonly messageId: string;
  /** Stands for this one receive of the message. */
  readonly receipt: string;
  readonly body: string;
}

export interface Alerts {
  /** Stores the alert once: `exists` when its trace id has been stored before, which then stays as it is. */
  store(alert: StoredAlert): Promise<'stored' | 'exists'>;
  find(traceId: TraceId): Promise<StoredAlert | null>;
  /** In the order asked for; those that are not stored are left out. */
  findMany(traceIds: readonly TraceId[]): Promise<readonly StoredAlert[]>;
  /**
   * Notes that a part of a request that holds many alerts has ended: each of its elements is stored. Doing it again
   * changes nothing. `at`: when they were accepted, for as long after which it is kept as they are.
   */
  notePart(request: TraceId, part: EndedPart, at: Micros): Promise<void>;
  /** The parts of a request that have ended, in the order of their first elements; they may overlap. */
  endedParts(request: TraceId): Promise<readonly EndedPart[]>;
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
