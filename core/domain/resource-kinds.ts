import { KEYS, type Key } from '../contracts/keys';
import type { ResourceKind, ResourceTypes } from '../contracts/resource-types';
import { integrationKeyEntryOf } from './integration-key-entry';

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
  },
  token: {
    key: KEYS.tokenById,
    parent: ({ account }) => account,
    id: ({ id }) => id,
    below: 'account',
    // What a request comes with is the token's text, and all that is known of it here is its hash.
    companions: (token) => [{ key: KEYS.token(token.hash), document: token }],
  },
  team: { key: KEYS.team, parent: ({ account }) => account, id: ({ id }) => id, below: 'account' },
  escalation_policy: { key: KEYS.escalationPolicy, parent: ({ team }) => team, id: ({ id }) => id, below: 'team' },
  maintenance_window: {
    key: KEYS.maintenanceWindow,
    parent: ({ team }) => team,
    id: ({ unique_id }) => unique_id,
    below: 'team',
  },
  service: { key: KEYS.service, parent: ({ team }) => team, id: ({ id }) => id, below: 'team' },
  integration: {
    key: KEYS.integration,
    parent: ({ service }) => service,
    id: ({ id }) => id,
    below: 'service',
    // In one step: an integration whose key leads nowhere, or to what it was, would take or refuse alerts against what
    // its owner sees.
    companions: (integration) => [
      { key: KEYS.integrationKey(integration.integration_key), document: integrationKeyEntryOf(integration) },
    ],
  },
  rule: {
    key: KEYS.rule,
    parent: ({ integration }) => integration,
    id: ({ unique_id }) => unique_id,
    below: 'integration',
  },
  outgoing_rule: {
    key: KEYS.outgoingRule,
    parent: ({ integration }) => integration,
    id: ({ id }) => id,
    below: 'integration',
  },
};

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
