import type { Micros } from './incident';
import type { Versioned } from './resources';

/** What a team has beside its services and escalation policies, as stored (contract §1.10). */

interface OfTeam extends Versioned {
  readonly account: string;
  readonly team: string;
  readonly id: string;
  readonly created_at: Micros;
}

/** A priority of incidents. Its rank, where one is needed, is in its name: `P1`. */
export interface Priority extends OfTeam {
  readonly name: string;
  readonly description: string;
  /** A word such as `red`. */
  readonly color: string;
}

/** A tag of incidents. */
export interface Tag extends OfTeam {
  readonly name: string;
  /** A word such as `red`. */
  readonly color: string;
}

/** Who is told when an incident's time is nearly up, or over. */
export interface SlaEscalation {
  readonly id: string;
  /** Seconds after the SLA's time, before it when negative. */
  readonly time: number;
  /** 1 the time to acknowledge, 2 the time to resolve. */
  readonly type: 1 | 2;
  /** Each a user's name or a schedule's id; the other is null. */
  readonly responders: readonly {
    readonly id: string;
    readonly user: string | null;
    readonly schedule: string | null;
  }[];
}

/** What was promised about incidents. Times in seconds; null = nothing was. */
export interface Sla extends OfTeam {
  readonly name: string;
  readonly description: string;
  readonly is_active: boolean;
  /** JSON text that clients write; kept as it came. */
  readonly conditions: string;
  readonly acknowledge_time: number | null;
  readonly resolve_time: number | null;
  readonly escalations: readonly SlaEscalation[];
}

/** A role that people can have in an incident (contract §1.2). */
export interface IncidentRole extends OfTeam {
  readonly title: string;
  readonly description: string;
  /** 1–10. */
  readonly rank: number;
}

/** What has to be done about incidents, as a list of tasks. */
export interface TaskTemplate extends OfTeam {
  readonly name: string;
  readonly summary: string;
  /** 1: its tasks are due as soon as the incident opens, 0: each after its own time. */
  readonly due_immediately: 0 | 1;
}

/** What somebody in a team has to do once an incident is over. It refers to none. */
export interface PostIncidentTask extends OfTeam {
  readonly title: string;
  readonly description: string;
  /** 0–2, in the words of those who keep it: nothing depends on it. */
  readonly status: 0 | 1 | 2;
  readonly due_in_time: Micros | null;
  /** Username; null = anybody. */
  readonly assigned_to: string | null;
}

/** A task of a template. */
export interface Task extends OfTeam {
  readonly task_template: string;
  readonly title: string;
  readonly description: string;
  /** Minutes after the incident opened; 0 and -1 = no due time. */
  readonly due_in: number;
  /** Id of the incident role that does it; null = anybody. */
  readonly role: string | null;
  readonly position: number;
}
