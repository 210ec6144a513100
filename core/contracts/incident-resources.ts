import type { Micros } from './incident';
import type { Versioned } from './resources';

/** What people add to an incident, as stored (contract §1.9). */
interface OfIncident extends Versioned {
  readonly account: string;
  readonly team: string;
  /** Unique id of the incident. */
  readonly incident: string;
  readonly id: string;
  /** Username. */
  readonly user: string;
  readonly created_at: Micros;
}

/** A note. Its id has 22 characters. */
export interface IncidentNote extends OfIncident {
  readonly note: string;
}

/** Somebody who was asked to help. The id follows from incident and user, so that nobody is asked twice. */
export interface Responder extends OfIncident {
  /** 1 accepted, 2 declined, 3 pending. */
  readonly response_status: 1 | 2 | 3;
}
