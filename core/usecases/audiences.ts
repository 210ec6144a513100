import { APPLICATIONS } from '../contracts/applications';
import type { Incident } from '../contracts/incident';
import type { Integration, Service, User } from '../contracts/resources';
import { findFirstResponder } from './find-first-responder';
import type { Directory } from './ports';

export type AudienceDirectory = Pick<Directory, 'service' | 'integrations' | 'escalationPolicy' | 'resource' | 'user'>;

/** Who is told of an incident's transitions, and what else they are told. */
export interface Audience {
  readonly service: Service;
  /** Outgoing webhook integrations that are configured, and enabled or disabled only because they failed. */
  readonly endpoints: readonly Integration[];
  /** Null also where there is no endpoint to tell, as is what follows. */
  readonly assignee: User | null;
  /** Name of the incident's priority; null when it has none that exists. */
  readonly priorityName: string | null;
}

export interface Audiences {
  /** Null when the incident's service is gone. Throws when the directory can't be read. */
  of(incident: Incident): Promise<Audience | null>;
}

/** Reads audiences, each resource once: made anew for each batch, so that a changed configuration counts at once. */
export function createAudiences(directory: AudienceDirectory): Audiences {
  const service = once((team: string, id: string) => directory.service(team, id));
  const policy = once((team: string, id: string) => directory.escalationPolicy(team, id));
  const user = once((account: string, username: string) => directory.user(account, username));
  const priority = once((team: string, id: string) => directory.resource('priority', team, id));
  const endpoints = once(async (id: string) => (await directory.integrations(id)).filter(isReady));

  async function assigneeOf(incident: Incident, { team, escalation_policy }: Service): Promise<User | null> {
    // Nobody took it: as of its opening, so that all its webhooks name the same one.
    const named = await policy(team, incident.escalation_policy ?? escalation_policy);
    const username = incident.assigned_to ?? (await findFirstResponder(directory, named, incident.created_at));
    return username === null ? null : user(incident.account, username);
  }
  return {
    async of(incident) {
      const [found, ready] = await Promise.all([service(incident.team, incident.service), endpoints(incident.service)]);
      if (found === null) return null;
      if (ready.length === 0) return { service: found, endpoints: [], assignee: null, priorityName: null };
      const [assignee, named] = await Promise.all([
        assigneeOf(incident, found),
        incident.priority === null ? null : priority(incident.team, incident.priority),
      ]);
      return { service: found, endpoints: ready, assignee, priorityName: named?.name ?? null };
    },
  };
}

function isReady({ application, is_enabled, disabled_by, endpoint }: Integration): boolean {
  // Disabled for its failures, not because nobody wants to be told: what happens meanwhile is held back for it.
  const isMeant = is_enabled || disabled_by === 'health';
  return application === APPLICATIONS.outgoingWebhooks.unique_id && isMeant && endpoint !== null;
}

/** Remembers what a reading function gave for the same arguments, also while it is still on its way. */
function once<A extends readonly string[], T>(read: (...key: A) => Promise<T>): (...key: A) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (...key) => {
    const name = JSON.stringify(key);
    const reading = known.get(name) ?? read(...key);
    known.set(name, reading);
    return reading;
  };
}
