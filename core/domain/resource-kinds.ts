import { KEYS, type Key } from '../contracts/keys';
import type { ResourceKind, ResourceTypes } from '../contracts/resource-types';
import type { Integration, IntegrationPlace, Service, ServicePlace } from '../contracts/resources';
import { integrationKeyEntryOf } from './integration-key-entry';
import { hashPriorityName } from './priority-name';
import { routerKeyEntryOf } from './routing/router-key-entry';

/** An item that is written and deleted in one step with a resource, by which others find it. */
export interface Companion {
  readonly key: Key;
  readonly document: object;
}

/** Where a kind of resource is kept. Its list is what lies in its parent's partition under its prefix. */
export interface KindOf<T> {
  /** The key of the one with this id below this parent. */
  readonly key: (parent: string, id: string) => Key;
  /** Id of what it is below: an account, a team, a service, an integration; '' for what is below nothing. */
  readonly parent: (resource: T) => string;
  readonly id: (resource: T) => string;
  /** The kind of its parent; null when it has none. Deleting a parent deletes what is below it. */
  readonly below: ResourceKind | null;
  /** Each key belongs to one resource only: making a second one with it is a conflict. */
  readonly companions?: (resource: T) => readonly Companion[];
}

/** The table of kinds: all that writing, reading, the audit log and deletion of parents know of each. */
export const KINDS: { readonly [K in ResourceKind]: KindOf<ResourceTypes[K]> } = {
  account: { key: (_, id) => KEYS.account(id), parent: () => '', id: ({ id }) => id, below: null },
  user: {
    key: KEYS.user,
    parent: ({ account }) => account,
    id: ({ username }) => username,
    below: 'account',
    // An address claimed: of two who are invited by the same one at once, one is.
    companions: ({ account, email, username }) => [{ key: KEYS.email(account, email), document: { username } }],
  },
  contact: { key: KEYS.contact, parent: ({ username }) => username, id: ({ id }) => id, below: 'user' },
  notification_rule: {
    key: KEYS.notificationRule,
    parent: ({ username }) => username,
    id: ({ id }) => id,
    below: 'user',
  },
  forwarding_rule: { key: KEYS.forwardingRule, parent: ({ username }) => username, id: ({ id }) => id, below: 'user' },
  custom_role: { key: KEYS.customRole, parent: ({ account }) => account, id: ({ id }) => id, below: 'account' },
  token: {
    key: KEYS.tokenById,
    parent: ({ account }) => account,
    id: ({ id }) => id,
    below: 'account',
    // What a request comes with is the token's text, and all that is known of it here is its hash.
    companions: (token) => [{ key: KEYS.token(token.hash), document: token }],
  },
  team: { key: KEYS.team, parent: ({ account }) => account, id: ({ id }) => id, below: 'account' },
  member: {
    key: KEYS.member,
    parent: ({ team }) => team,
    id: ({ id }) => id,
    below: 'team',
    // Whose teams these are, and how all teams are shown, is read without asking each team.
    companions: (member) => [
      { key: KEYS.membership(member.username, member.team), document: { team: member.team } },
      { key: KEYS.listedMember(member.account, member.team, member.id), document: { member } },
    ],
  },
  escalation_policy: { key: KEYS.escalationPolicy, parent: ({ team }) => team, id: ({ id }) => id, below: 'team' },
  schedule: { key: KEYS.schedule, parent: ({ team }) => team, id: ({ id }) => id, below: 'team' },
  priority: {
    key: KEYS.priority,
    parent: ({ team }) => team,
    id: ({ id }) => id,
    below: 'team',
    // Filters name priorities, and any team may have some of that name.
    companions: ({ account, id, name }) => [
      { key: KEYS.priorityByName(account, hashPriorityName(name), id), document: { id } },
    ],
  },
  tag: { key: KEYS.tag, parent: ({ team }) => team, id: ({ id }) => id, below: 'team' },
  sla: { key: KEYS.sla, parent: ({ team }) => team, id: ({ id }) => id, below: 'team' },
  role: {
    key: KEYS.role,
    parent: ({ team }) => team,
    id: ({ id }) => id,
    below: 'team',
    companions: (role) => [{ key: KEYS.listedRole(role.account, role.team, role.id), document: { role } }],
  },
  task_template: { key: KEYS.taskTemplate, parent: ({ team }) => team, id: ({ id }) => id, below: 'team' },
  task: {
    key: KEYS.task,
    parent: ({ task_template }) => task_template,
    id: ({ id }) => id,
    below: 'task_template',
  },
  post_incident_task: { key: KEYS.postIncidentTask, parent: ({ team }) => team, id: ({ id }) => id, below: 'team' },
  maintenance_window: {
    key: KEYS.maintenanceWindow,
    parent: ({ team }) => team,
    id: ({ unique_id }) => unique_id,
    below: 'team',
  },
  service: {
    key: KEYS.service,
    parent: ({ team }) => team,
    id: ({ id }) => id,
    below: 'team',
    companions: (service) => [{ key: KEYS.servicePlace(service.id), document: placeOfService(service) }],
  },
  integration: {
    key: KEYS.integration,
    parent: ({ service }) => service,
    id: ({ id }) => id,
    below: 'service',
    // In one step: an integration whose key leads nowhere, or to what it was, would take or refuse alerts against what
    // its owner sees.
    companions: (integration) => [
      { key: KEYS.integrationKey(integration.integration_key), document: integrationKeyEntryOf(integration) },
      { key: KEYS.integrationPlace(integration.id), document: placeOf(integration) },
    ],
  },
  rule: {
    key: KEYS.rule,
    parent: ({ integration }) => integration,
    id: ({ unique_id }) => unique_id,
    below: 'integration',
  },
  alert_grouping_policy: {
    key: KEYS.alertGroupingPolicy,
    parent: ({ service }) => service,
    id: ({ id }) => id,
    below: 'service',
    // Claimed with the first one, so that of two that are made at once one is.
    companions: ({ service, id }) => [{ key: KEYS.hasAlertGroupingPolicy(service), document: { id } }],
  },
  outgoing_rule: {
    key: KEYS.outgoingRule,
    parent: ({ integration }) => integration,
    id: ({ id }) => id,
    below: 'integration',
  },
  router: {
    key: KEYS.router,
    parent: ({ account }) => account,
    id: ({ id }) => id,
    below: 'account',
    // For the reason that integrations have: its key leads to it, as it is, or nowhere.
    companions: (router) => [{ key: KEYS.integrationKey(router.integration_key), document: routerKeyEntryOf(router) }],
  },
  ruleset: { key: KEYS.ruleset, parent: ({ router }) => router, id: ({ id }) => id, below: 'router' },
  // Below an incident, which is none of the kinds, and never deleted.
  incident_note: { key: KEYS.incidentNote, parent: ({ incident }) => incident, id: ({ id }) => id, below: null },
  responder: { key: KEYS.responder, parent: ({ incident }) => incident, id: ({ id }) => id, below: null },
};

/** Where a service is, for those who know no more of it than its id. */
function placeOfService({ account, team, id }: Service): ServicePlace {
  return { account, team, service: id };
}

/** Where an integration is, for those who know no more of it than its id. */
function placeOf({ account, team, service, id }: Integration): IntegrationPlace {
  return { account, team, service, integration: id };
}

/** The key of a resource. */
export function keyOfResource<K extends ResourceKind>(kind: K, resource: ResourceTypes[K]): Key {
  const { key, parent, id }: KindOf<ResourceTypes[K]> = KINDS[kind];
  return key(parent(resource), id(resource));
}

/** What is written in one step with a resource. */
export function companionsOf<K extends ResourceKind>(kind: K, resource: ResourceTypes[K]): readonly Companion[] {
  const { companions }: KindOf<ResourceTypes[K]> = KINDS[kind];
  return companions?.(resource) ?? [];
}

/** Partition and prefix of the sort keys of all resources of a kind below a parent. */
export function placeOfKind(kind: ResourceKind, parent: string): Key {
  return KINDS[kind].key(parent, '');
}

/** The kinds of what is directly below a kind, for example a service's integrations. */
export function kindsBelow(parent: ResourceKind): readonly ResourceKind[] {
  return (Object.keys(KINDS) as ResourceKind[]).filter((kind) => KINDS[kind].below === parent);
}
