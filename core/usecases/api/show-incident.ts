import type { Incident } from '../../contracts/incident';
import type { JsonObject } from '../../contracts/json';
import { isUuid } from '../../domain/is-uuid';
import { viewIncident, type IncidentSurroundings } from '../../domain/views/incident-view';
import type { ApiDeps } from './deps';

type Reader = Pick<ApiDeps, 'directory'>;

/** What makes views of incidents; reads each thing that they refer to once, however many refer to it. */
export interface IncidentViewer {
  /** What the incident refers to, as far as it is still there: incidents outlive their service and their team. */
  readonly around: (incident: Incident) => Promise<IncidentSurroundings>;
}

/** Makes the viewer of one request. */
export function createIncidentViewer({ directory }: Reader): IncidentViewer {
  const once = createMemo();
  return {
    async around(incident) {
      const { account, team, service, escalation_policy, assigned_to } = incident;
      const ofTeam = async <K extends 'priority' | 'sla' | 'tag'>(kind: K, id: string | null) =>
        // What alerts and rules name may be any text; what is no id is in no key of the table.
        id === null || !isUuid(id) ? null : once(`${kind} ${id}`, () => directory.resource(kind, team, id));
      const [foundTeam, foundService, escalationPolicy, assignee, sla, priority, tags] = await Promise.all([
        once(`team ${team}`, () => directory.team(account, team)),
        once(`service ${service}`, () => directory.service(team, service)),
        escalation_policy === null
          ? null
          : once(`policy ${escalation_policy}`, () => directory.escalationPolicy(team, escalation_policy)),
        assigned_to === null ? null : once(`user ${assigned_to}`, () => directory.user(account, assigned_to)),
        ofTeam('sla', incident.sla),
        ofTeam('priority', incident.priority),
        Promise.all(incident.tags.map((tag) => ofTeam('tag', tag))),
      ]);
      const found = { team: foundTeam, service: foundService, escalationPolicy, assignee, sla, priority };
      return { ...found, tags: tags.filter((tag) => tag !== null) };
    },
  };
}

/** Runs each read once: who asks again meanwhile or later gets the same answer. */
function createMemo(): <T>(key: string, read: () => Promise<T>) => Promise<T> {
  const known = new Map<string, Promise<unknown>>();
  return <T>(key: string, read: () => Promise<T>): Promise<T> => {
    const reading = known.get(key) ?? read();
    known.set(key, reading);
    // Sound as long as a key stands for one kind of thing, which its first word says.
    return reading as Promise<T>;
  };
}

/** An incident in full (contract §1.9). */
export async function showIncident(deps: Reader, incident: Incident): Promise<JsonObject> {
  return viewIncident(incident, await createIncidentViewer(deps).around(incident));
}
