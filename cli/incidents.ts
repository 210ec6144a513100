import type { JsonObject } from '../core/contracts/json';

/** What the command line reads of an incident (contract §1.9). */
export interface WireIncident extends JsonObject {
  readonly incident_number: number;
  readonly title: string;
  readonly status: number;
  readonly creation_date: string;
  readonly service_object: WireService | null;
  readonly assigned_to_name: string;
}

interface WireService extends JsonObject {
  readonly name: string;
  readonly team_name: string;
}

/** Words for the statuses of an incident, and what filters call them (contract §0.5, §1.9). */
export const INCIDENT_STATUS = { open: -1, all: 0, triggered: 1, acknowledged: 2, resolved: 3 } as const;

export type StatusWord = keyof typeof INCIDENT_STATUS;

/** The word for a status on the wire. */
export function statusWord(status: number): string {
  const found = Object.entries(INCIDENT_STATUS).find(([, code]) => code === status);
  return found?.[0] ?? String(status);
}
