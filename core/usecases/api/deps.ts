import type { AddressPolicy } from '../../domain/endpoint/address-policy';
import type {
  Alerts,
  Clock,
  CredentialVault,
  Deliveries,
  Directory,
  Incidents,
  Log,
  Resources,
  SigningKeys,
} from '../ports';

/** What the api's use-cases need of the world. Its directory is never older than the last write that was answered. */
export interface ApiDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly directory: Directory;
  readonly resources: Resources;
  readonly incidents: Incidents;
  readonly alerts: Alerts;
  readonly deliveries: Deliveries;
  readonly vault: CredentialVault;
  readonly signingKeys: SigningKeys;
  /** Which addresses endpoints may have. */
  readonly addressPolicy: AddressPolicy;
  /** That many bytes fit for secrets. */
  readonly randomBytes: (count: number) => Buffer;
}
