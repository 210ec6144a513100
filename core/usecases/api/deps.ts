import type { AddressPolicy } from '../../domain/endpoint/address-policy';
import type {
  Alerts,
  Audit,
  Clock,
  Collations,
  CredentialVault,
  Deliveries,
  DeliveriesBacklog,
  DeliveriesQueue,
  Directory,
  EndpointHealths,
  Entities,
  IncidentNumbers,
  Incidents,
  IntegrationAlerts,
  IntegrationErrors,
  IntegrationKeys,
  LedgerBooks,
  Log,
  RateLimiter,
  RememberedReplies,
  Resources,
  SigningKeys,
  TimersQueue,
} from '../ports';

/** What the api's use-cases need of the world. Its directory is never older than the last write that was answered. */
export interface ApiDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** By API token. */
  readonly limiter: RateLimiter;
  readonly directory: Directory;
  readonly integrationKeys: IntegrationKeys;
  /** While a request is served: each write is recorded in the audit log as its caller's. */
  readonly resources: Resources;
  readonly audit: Audit;
  readonly incidents: Incidents;
  readonly incidentNumbers: IncidentNumbers;
  readonly alerts: Alerts;
  readonly integrationAlerts: IntegrationAlerts;
  readonly entities: Entities;
  readonly collations: Collations;
  readonly errors: IntegrationErrors;
  readonly deliveries: Deliveries;
  readonly rememberedReplies: RememberedReplies;
  readonly healths: EndpointHealths;
  /** Redeliveries and tests go the way of what dispatch sends. */
  readonly deliveriesQueue: DeliveriesQueue;
  readonly ledgerBooks: LedgerBooks;
  readonly deliveriesBacklog: DeliveriesBacklog;
  readonly vault: CredentialVault;
  /** Snoozes end by timers. */
  readonly timersQueue: TimersQueue;
  readonly signingKeys: SigningKeys;
  /** Which addresses endpoints may have. */
  readonly addressPolicy: AddressPolicy;
  /** That many bytes fit for secrets. */
  readonly randomBytes: (count: number) => Buffer;
  /** Resolves after so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}
