import type { AlertFields } from '../../contracts/alert';
import type { Micros } from '../../contracts/incident';
import type { IncidentSettings } from '../../contracts/incident-settings';
import type { ResourceKind } from '../../contracts/resource-types';
import type { EscalationPolicy, Integration, Service } from '../../contracts/resources';
import { openingOf } from '../../domain/incident-opening';
import { isUuid } from '../../domain/is-uuid';
import type { UndecidedOpening } from '../../domain/outgoing-rules/muted-endpoints';
import { findFirstResponder, findOnCall } from '../find-first-responder';
import type { Directory } from '../ports';

/** An alert, what alert rules decided about it, and where and when it arrived. */
export interface OpeningAlert {
  readonly alert: AlertFields;
  readonly settings: IncidentSettings;
  readonly integration: Integration;
  readonly service: Service;
  /** Accept time. */
  readonly at: Micros;
}

/**
 * Looks up what an incident opened by this alert refers to. Of each reference the first counts that exists: what a rule
 * says, what the alert says, what the service has (contract §1.12).
 * @throws when the table can't be read
 */
export async function findOpening(directory: Directory, opening: OpeningAlert): Promise<UndecidedOpening> {
  const { alert, settings, integration, service } = opening;
  const [policy, priority, sla, tags] = await Promise.all([
    findPolicy(directory, opening),
    findFirst(directory, 'priority', service.team, [settings.team_priority, alert.priority]),
    findFirst(directory, 'sla', service.team, [settings.sla, alert.sla]),
    findTags(directory, service.team, [...settings.tags, ...alert.tags]),
  ]);
  const assigned = await findAssigned(directory, opening, policy);
  const context = { integration, service, policy, assigned, priority, sla, tags };
  return openingOf(alert, settings, context);
}

async function findPolicy(
  directory: Directory,
  { alert, settings, service }: OpeningAlert,
): Promise<EscalationPolicy | null> {
  for (const named of [settings.escalation_policy, alert.escalation_policy, service.escalation_policy]) {
    const policy = named === null ? null : await directory.escalationPolicy(service.team, named);
    if (policy !== null) return policy;
  }
  return null;
}

async function findFirst(
  directory: Directory,
  kind: ResourceKind,
  team: string,
  ids: readonly (string | null)[],
): Promise<string | null> {
  for (const id of ids) if (id !== null && (await exists(directory, kind, team, id))) return id;
  return null;
}

async function findTags(directory: Directory, team: string, ids: readonly string[]): Promise<readonly string[]> {
  const tags = [...new Set(ids)];
  const found = await Promise.all(tags.map((id) => exists(directory, 'tag', team, id)));
  return tags.filter((_, index) => found[index]);
}

/** Ids come from outside: what is none is not looked up, as no key of the table may be of any length. */
async function exists(directory: Directory, kind: ResourceKind, team: string, id: string): Promise<boolean> {
  return isUuid(id) && (await directory.resource(kind, team, id)) !== null;
}

/** Whom a rule assigned, or whose turn it is in the schedule that a rule assigned, or else the policy's first responder. */
async function findAssigned(
  directory: Directory,
  { settings, service, at }: OpeningAlert,
  policy: EscalationPolicy | null,
): Promise<string | null> {
  const { assigned_to, schedule } = settings;
  const user = assigned_to === null ? null : await directory.user(service.account, assigned_to);
  if (user !== null) return user.username;
  const onCall = schedule !== null && isUuid(schedule) ? await findOnCall(directory, service.team, schedule, at) : null;
  return onCall ?? findFirstResponder(directory, policy, at);
}
