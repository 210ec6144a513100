import type { Micros } from './incident';
import type { JsonObject } from './json';
import type { ResourceKind } from './resource-types';

export type AuditAction = 'created' | 'changed' | 'deleted';

/** One change that somebody made to a resource of an account. */
export interface AuditEntry {
  readonly id: string;
  readonly account: string;
  readonly at: Micros;
  /** Who; null: Tocsin itself. */
  readonly username: string | null;
  /** Id of the API token it was made with; null when there was none. */
  readonly token: string | null;
  readonly action: AuditAction;
  readonly kind: ResourceKind | 'incident';
  /** Id of the resource. */
  readonly resource: string;
  /** Id of the team it belongs to; null for what is the account's. */
  readonly team: string | null;
  /** As it was, without secrets; null when it was made. */
  readonly before: JsonObject | null;
  /** As it is from then on, without secrets; null when it was deleted. */
  readonly after: JsonObject | null;
}

/** How long entries are kept, in microseconds: a year. */
export const AUDIT_LIFETIME = 365 * 86_400 * 1_000_000;
