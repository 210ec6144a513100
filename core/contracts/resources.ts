import type { DeliveryType } from './delivery';
import type { DisabledBy } from './endpoint-health';
import type { Micros } from './incident';
import type { CustomMapping } from './schemas/custom-mapping';

/** Resources of an account, as stored. Times are microseconds; the wire's forms are made by views (contract §1). */

/**
 * What is read as it was written, and written again only as long as nobody else wrote it in between. Whoever makes a
 * resource, or a changed copy, needn't care: the repository counts.
 */
export interface Versioned {
  /** 1 when it was made, one more with each change; missing until it is stored. */
  readonly version?: number;
}

export interface Account extends Versioned {
  readonly id: string;
  readonly name: string;
  /** Username of the owner. */
  readonly owner: string;
  readonly created_at: Micros;
}

/** A person (contract §1.1). The username is a UUID text cut after the first digit of its last group (contract §0.5). */
export interface User extends Versioned {
  readonly account: string;
  readonly username: string;
  readonly first_name: string;
  readonly last_name: string;
  /** Told apart without regard to case; no two users of an account have the same. */
  readonly email: string;
  readonly created_at: Micros;
  /** 2 admin, 3 user; missing = 3. The account's owner is 1, whatever stands here. */
  readonly role?: 2 | 3;
  /** IANA name; missing = UTC. */
  readonly time_zone?: string;
  /** Id of a custom role. */
  readonly custom_role?: string | null;
}

/** A user's place in a team (contract §1.2). */
export interface TeamMember extends Versioned {
  readonly account: string;
  readonly team: string;
  /** Follows from team and user, so that nobody is a member twice. */
  readonly id: string;
  readonly username: string;
  /** 1 manager, 2 user. */
  readonly role: 1 | 2;
  readonly created_at: Micros;
}

/** A role of the account's own making (contract §1.1): kept and shown; what a token may do is its scope's to say. */
export interface CustomRole extends Versioned {
  readonly account: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
  readonly created_at: Micros;
}

export type TokenScope = 'read' | 'write' | 'admin';

/** An API token: only the hash of its text is kept. */
export interface ApiToken extends Versioned {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly scope: TokenScope;
  /** Ids of the teams it is limited to; null or missing = all of the account's. */
  readonly teams?: readonly string[] | null;
  /** SHA-256 of the token's text, hex. */
  readonly hash: string;
  /** Whose token it is: what it makes is made by this user. */
  readonly username: string;
  readonly created_at: Micros;
}

export interface Team extends Versioned {
  readonly account: string;
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly created_at: Micros;
  /** Kept and shown; missing = false. */
  readonly private?: boolean;
  /** Kept and shown (contract §1.2, permissions); missing = none. */
  readonly account_permissions?: readonly string[];
  /** Its deletion has begun: no service can be made in it any more. */
  readonly deleting?: boolean;
}

export interface EscalationTarget {
  /** 1 schedule, 2 user (contract §1.10). */
  readonly target_type: 1 | 2;
  readonly target_id: string;
}

export interface EscalationRule {
  readonly id: string;
  /** Minutes. */
  readonly delay: number;
  readonly position: number;
  readonly targets: readonly EscalationTarget[];
}

export interface EscalationPolicy extends Versioned {
  readonly account: string;
  readonly team: string;
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly rules: readonly EscalationRule[];
  /** How often the rules begin anew; missing = 0. */
  readonly repeat_policy?: number;
  /** Missing = true. */
  readonly move_to_next?: boolean;
  /** Missing = false. */
  readonly global_ep?: boolean;
  readonly created_at: Micros;
}

/** Contract §1.3. Timeouts in seconds, collation time in minutes. */
export interface Service extends Versioned {
  readonly account: string;
  readonly team: string;
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly escalation_policy: string;
  readonly team_priority: string | null;
  readonly task_template: string | null;
  readonly sla: string | null;
  readonly auto_resolve_timeout: number;
  readonly acknowledgement_timeout: number;
  /** 0 disabled, 1 active, 2 warning, 3 critical, 4 under maintenance. */
  readonly status: 0 | 1 | 2 | 3 | 4;
  readonly collation: 0 | 1 | 3;
  readonly collation_time: number;
  readonly created_by: string;
  readonly created_at: Micros;
  /** What the acknowledgement timeout was when it was switched off, in seconds; for showing only. */
  readonly disabled_acknowledgement_timeout?: number;
  /** Its deletion has begun: no integration can be made in it any more. */
  readonly deleting?: boolean;
}

/** Which alert types open incidents: 0 none, 1 critical, 2 critical and error, 3 critical, error and warning (contract §1.4). */
export type CreateIncidentsFor = 0 | 1 | 2 | 3;

export interface Integration extends Versioned {
  readonly account: string;
  readonly team: string;
  readonly service: string;
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** Id of an application of the catalogue (`core/contracts/applications`). */
  readonly application: string;
  readonly integration_key: string;
  readonly is_enabled: boolean;
  /** Tocsin itself disabled it, and why; missing = a person did, or it is enabled. */
  readonly disabled_by?: DisabledBy;
  readonly create_incidents_for: CreateIncidentsFor;
  /** 0 low, 1 high. */
  readonly default_urgency: 0 | 1;
  readonly created_by: string;
  readonly created_at: Micros;
  /** Configuration of an outgoing integration; null until it was PUT. */
  readonly endpoint: EndpointConfiguration | null;
  /** Configuration of an incoming integration; null until it was PUT. */
  readonly custom_mapping: CustomMapping | null;
}

/** Where a service is. */
export interface ServicePlace {
  readonly account: string;
  readonly team: string;
  readonly service: string;
}

/** Where an integration is. */
export interface IntegrationPlace {
  readonly account: string;
  readonly team: string;
  readonly service: string;
  readonly integration: string;
}

/** What intake needs to know of an integration, kept under its key and changed together with it. */
export interface IntegrationKeyEntry {
  readonly integration_key: string;
  readonly account: string;
  readonly team: string;
  readonly service: string;
  readonly integration: string;
  readonly name: string;
  /** URL extension of its application, e.g. `generic` (contract §1.4). */
  readonly extension: string;
  readonly is_enabled: boolean;
  /** Custom mapping is on: any JSON is a body, and process finds out what it means. */
  readonly custom_mapping: boolean;
  /** What the older intake shows of the integration beside that; entries of before they were kept have neither. */
  readonly summary?: string;
  readonly created_at?: Micros;
}

/** A credential encrypted at rest: base64 of nonce, ciphertext and tag (AES-256-GCM). */
export type SealedText = string;

export type EndpointAuth =
  | { readonly type: 'none' }
  | { readonly type: 'basic'; readonly username: string; readonly password: SealedText }
  | { readonly type: 'signature'; readonly signing_key: SealedText };

/** Configuration of an outgoing integration's endpoint (own-routes, "Configuration"). */
export interface EndpointConfiguration {
  readonly url: string;
  readonly events: readonly DeliveryType[];
  readonly auth: EndpointAuth;
  readonly headers: Readonly<Record<string, string>>;
  /** 1–30. */
  readonly timeout_seconds: number;
  /** Standard Webhooks signatures, beside whatever auth is set (own-routes, "Configuration"). Missing = off. */
  readonly standard_webhooks?: StandardWebhooks;
}

export interface StandardWebhooks {
  readonly enabled: boolean;
  /** Newest first. Kept while switched off, so that switching on again does not need new ones at the receiver. */
  readonly secrets: readonly WebhookSecret[];
}

/** A `whsec_` secret of an endpoint. */
export interface WebhookSecret {
  readonly secret: SealedText;
  /** When it stops signing, because a newer one replaced it; null = not yet replaced. */
  readonly valid_until: Micros | null;
}
