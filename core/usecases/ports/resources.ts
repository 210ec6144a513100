import type { AuditEntry } from '../../contracts/audit-entry';
import type { Incident, Micros } from '../../contracts/incident';
import type { StoredMaintenanceWindow } from '../../contracts/maintenance-window';
import type { ResourceKind, ResourceTypes } from '../../contracts/resource-types';
import type {
  Account,
  ApiToken,
  EscalationPolicy,
  Integration,
  IntegrationPlace,
  Service,
  ServicePlace,
  Team,
  TeamMember,
  User,
} from '../../contracts/resources';
import type { IntakeKeyEntry } from '../../contracts/routing';
import type { StoredRule } from '../../contracts/schemas/alert-rule';
import type { IncidentRole } from '../../contracts/team-resources';
import type { Written } from '../../domain/audit/make-audit-entry';

/* What people set up, who changes it, and what they asked for. */

/** Which form the items of a deployment's table have; see `core/contracts/data-version`. */
export interface DataVersions {
  /** Null: nothing has been made yet. */
  find(): Promise<{ readonly account: string; readonly version: number } | null>;
  /** Notes that all items have this form now. */
  note(version: number): Promise<void>;
}

export interface IntegrationKeys {
  /** What intake knows of the integration or the router with this key; null when there is none. May be a few seconds old. */
  find(integrationKey: string): Promise<IntakeKeyEntry | null>;
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
  /** Where the service with this id is, whosever it is. */
  servicePlace(service: string): Promise<ServicePlace | null>;
  /** Where the integration with this id is, whosever it is. */
  integrationPlace(integration: string): Promise<IntegrationPlace | null>;
  /** All integrations of a service, incoming and outgoing. */
  integrations(service: string): Promise<readonly Integration[]>;
  services(team: string): Promise<readonly Service[]>;
  teams(account: string): Promise<readonly Team[]>;
  /** Ids of the teams that the user is a member of, in no order. */
  teamsOfUser(username: string): Promise<readonly string[]>;
  /** The members and incident roles of all of the account's teams, in no order. */
  teamParts(account: string): Promise<TeamParts>;
  /** Ids of the priorities of all of the account's teams that have this name, but for case and blanks around it. */
  prioritiesNamed(account: string, name: string): Promise<readonly string[]>;
  escalationPolicy(team: string, policy: string): Promise<EscalationPolicy | null>;
  escalationPolicies(team: string): Promise<readonly EscalationPolicy[]>;
  /** The alert rules of an integration, in no order. */
  rules(integration: string): Promise<readonly StoredRule[]>;
  maintenanceWindows(team: string): Promise<readonly StoredMaintenanceWindow[]>;
  user(account: string, username: string): Promise<User | null>;
  token(hash: string): Promise<ApiToken | null>;
}

/** What teams are shown with, of all teams together. */
export interface TeamParts {
  readonly members: readonly TeamMember[];
  readonly roles: readonly IncidentRole[];
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
