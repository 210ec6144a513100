import { KEYS, SORT_PREFIX, type Key } from '../../core/contracts/keys';
import type { TeamMember } from '../../core/contracts/resources';
import type { IncidentRole } from '../../core/contracts/team-resources';
import { hashPriorityName } from '../../core/domain/priority-name';
import { placeOfKind, KINDS } from '../../core/domain/resource-kinds';
import type { Directory } from '../../core/usecases/ports';
import { decodeResource } from './items/resource-item';
import { getItem, queryAll, type Table } from './table';

/** A copy of what a team is shown with: one of the two. */
interface TeamPart {
  readonly member?: TeamMember;
  readonly role?: IncidentRole;
}

/** Resources in the table, as last written. */
export function createDirectory(table: Table): Directory {
  const one = async <T extends object>(key: Key): Promise<T | null> => {
    const item = await getItem(table, key);
    return item === null ? null : (decodeResource(item) as T);
  };
  const all = async <T extends object>(pk: string, prefix: string): Promise<readonly T[]> =>
    (await queryAll(table, pk, prefix)).map((item) => decodeResource(item) as T);

  return {
    resource: (kind, parent, id) => one(KINDS[kind].key(parent, id)),
    resources: (kind, parent) => {
      const { pk, sk } = placeOfKind(kind, parent);
      return all(pk, sk);
    },
    account: (account) => one(KEYS.account(account)),
    team: (account, team) => one(KEYS.team(account, team)),
    service: (team, service) => one(KEYS.service(team, service)),
    integration: (service, integration) => one(KEYS.integration(service, integration)),
    servicePlace: (service) => one(KEYS.servicePlace(service)),
    integrationPlace: (integration) => one(KEYS.integrationPlace(integration)),
    integrations: (service) => all(KEYS.integration(service, '').pk, SORT_PREFIX.integration),
    services: (team) => all(KEYS.service(team, '').pk, SORT_PREFIX.service),
    teams: (account) => all(KEYS.team(account, '').pk, SORT_PREFIX.team),
    async teamsOfUser(username) {
      const { pk, sk } = KEYS.membership(username, '');
      return (await all<{ readonly team: string }>(pk, sk)).map(({ team }) => team);
    },
    async teamParts(account) {
      const parts = await all<TeamPart>(KEYS.listedMember(account, '', '').pk, SORT_PREFIX.team);
      return {
        members: parts.flatMap(({ member }) => member ?? []),
        roles: parts.flatMap(({ role }) => role ?? []),
      };
    },
    async prioritiesNamed(account, name) {
      const { pk, sk } = KEYS.priorityByName(account, hashPriorityName(name), '');
      return (await all<{ readonly id: string }>(pk, sk)).map(({ id }) => id);
    },
    escalationPolicy: (team, policy) => one(KEYS.escalationPolicy(team, policy)),
    escalationPolicies: (team) => all(KEYS.escalationPolicy(team, '').pk, SORT_PREFIX.escalationPolicy),
    rules: (integration) => all(KEYS.rule(integration, '').pk, SORT_PREFIX.rule),
    maintenanceWindows: (team) => all(KEYS.maintenanceWindow(team, '').pk, SORT_PREFIX.maintenanceWindow),
    user: (account, username) => one(KEYS.user(account, username)),
    token: (hash) => one(KEYS.token(hash)),
  };
}
