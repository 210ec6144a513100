import type { Clock, Directory } from '../../core/usecases/ports';
import { createTtlCache, type CacheLimits } from './ttl-cache';

/**
 * A directory that remembers what it read for a few seconds: for functions that read the same few resources for alert
 * after alert. Tokens are always read: one that was taken back must not open anything any more.
 */
export function cacheDirectory(inner: Directory, clock: Clock, limits?: CacheLimits): Directory {
  const cache = createTtlCache(clock, limits);
  const one = <T>(kind: string, ids: readonly string[], load: () => Promise<T | null>): Promise<T | null> =>
    cache.get(JSON.stringify([kind, ...ids]), load);
  const all = async <T>(
    kind: string,
    ids: readonly string[],
    load: () => Promise<readonly T[]>,
  ): Promise<readonly T[]> => (await one(kind, ids, load)) ?? [];

  return {
    resource: (kind, parent, id) =>
      kind === 'token'
        ? inner.resource(kind, parent, id)
        : one(kind, ['one', parent, id], () => inner.resource(kind, parent, id)),
    resources: (kind, parent) => all(kind, ['all', parent], () => inner.resources(kind, parent)),
    account: (account) => one('account', [account], () => inner.account(account)),
    team: (account, team) => one('team', [account, team], () => inner.team(account, team)),
    service: (team, service) => one('service', [team, service], () => inner.service(team, service)),
    integration: (service, integration) =>
      one('integration', [service, integration], () => inner.integration(service, integration)),
    servicePlace: (service) => one('service place', [service], () => inner.servicePlace(service)),
    integrationPlace: (integration) => one('place', [integration], () => inner.integrationPlace(integration)),
    integrations: (service) => all('integrations', [service], () => inner.integrations(service)),
    services: (team) => all('services', [team], () => inner.services(team)),
    teams: (account) => all('teams', [account], () => inner.teams(account)),
    teamsOfUser: (username) => all('teams of user', [username], () => inner.teamsOfUser(username)),
    // Nobody who remembers needs all of it.
    teamParts: (account) => inner.teamParts(account),
    prioritiesNamed: (account, name) => all('priorities', [account, name], () => inner.prioritiesNamed(account, name)),
    escalationPolicy: (team, policy) => one('policy', [team, policy], () => inner.escalationPolicy(team, policy)),
    escalationPolicies: (team) => all('policies', [team], () => inner.escalationPolicies(team)),
    rules: (integration) => all('rules', [integration], () => inner.rules(integration)),
    maintenanceWindows: (team) => all('windows', [team], () => inner.maintenanceWindows(team)),
    user: (account, username) => one('user', [account, username], () => inner.user(account, username)),
    token: (hash) => inner.token(hash),
  };
}
