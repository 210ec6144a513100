import type { Micros } from './incident';
import type { Versioned } from './resources';

/**
 * What is kept of a user beside the name (contract §1.1). Tocsin tells systems, not people, so nothing is sent by these;
 * they are kept for those who read them.
 */
interface OfUser extends Versioned {
  readonly account: string;
  readonly username: string;
  readonly id: string;
  readonly created_at: Micros;
}

/** Where somebody can be reached. */
export interface Contact extends OfUser {
  readonly name: string;
  /** 1 e-mail, 2 SMS, 3 phone call, 4 Slack, 5 MS Teams, 6 Google Chat. */
  readonly contact_type: number;
  readonly value: string;
}

/** By which contact, and how late, somebody wants to hear of incidents. */
export interface NotificationRule extends OfUser {
  /** Id of one of the user's contacts. */
  readonly contact: string;
  /** Minutes. */
  readonly start_delay: number;
  /** 0 low, 1 high. */
  readonly urgency: 0 | 1;
}

/** Who stands in for somebody, from when to when. */
export interface ForwardingRule extends OfUser {
  readonly from: Micros;
  readonly to: Micros;
  /** IANA name. */
  readonly time_zone: string;
  /** Username. */
  readonly to_user: string;
  /** Username of who made it. */
  readonly created_by: string;
}
