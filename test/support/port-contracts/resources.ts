import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { freshIntegration, freshService, freshToken } from '../builders/fresh-resources';
import { ACCOUNT, anEscalationPolicy, aService, aTeam, aUser } from '../builders/resources';
import { auditContract } from './audit';
import { integrationsContract } from './integrations';
import type { ResourcePorts } from './resource-ports';
import { routersContract } from './routers';

/** What every implementation of Resources, Directory, IntegrationKeys and Audit over one store promises. */
export function resourcesContract(make: () => ResourcePorts): void {
  readingContract(make);
  versionContract(make);
  accountContract(make);
  integrationsContract(make);
  tokenContract(make);
  auditContract(make);
  routersContract(make);
}

function readingContract(make: () => ResourcePorts): void {
  describe('resources', () => {
    it('come back as they were made, one by one, by name and by kind', async () => {
      const { resources, directory } = make();
      const account = { id: ACCOUNT, name: 'Shop \ud800 ü', owner: aUser().username, created_at: 1, version: 1 };
      const [user, team, policy, service] = [aUser(), aTeam(), anEscalationPolicy(), aService()];
      await resources.create('account', account);
      await resources.create('user', user);
      await resources.create('team', team);
      await resources.create('escalation_policy', policy);
      await resources.create('service', service);
      await expect(directory.account(ACCOUNT)).resolves.toEqual(account);
      await expect(directory.user(ACCOUNT, user.username)).resolves.toEqual(user);
      await expect(directory.team(ACCOUNT, team.id)).resolves.toEqual(team);
      await expect(directory.escalationPolicy(team.id, policy.id)).resolves.toEqual(policy);
      await expect(directory.service(team.id, service.id)).resolves.toEqual(service);
      await expect(directory.resource('service', team.id, service.id)).resolves.toEqual(service);
    });

    it('of teams are found without asking each team, as long as they are there', async () => {
      const { resources, directory } = make();
      const [account, username] = [randomUUID().slice(0, 5), randomUUID().slice(0, 23)];
      const [one, other] = [randomUUID(), randomUUID()];
      const service = freshService({ account, team: one });
      const made = { account, created_at: 1, version: 1 };
      const member = (team: string) => ({ ...made, team, id: randomUUID(), username, role: 2 as const });
      const role = { ...made, team: other, id: randomUUID(), title: 'Scribe', description: '', rank: 1 };
      const priority = { ...made, team: one, id: randomUUID(), name: ' Very high ', description: '', color: 'red' };
      const members = [member(one), member(other)];
      await resources.create('service', service);
      for (const each of members) await resources.create('member', each);
      await resources.create('role', role);
      await resources.create('priority', priority);
      expect(await directory.servicePlace(service.id)).toEqual({ account, team: one, service: service.id });
      expect(new Set(await directory.teamsOfUser(username))).toEqual(new Set([one, other]));
      const parts = await directory.teamParts(account);
      expect(new Set(parts.members.map(({ id }) => id))).toEqual(new Set(members.map(({ id }) => id)));
      expect(parts.roles).toMatchObject([{ id: role.id, title: 'Scribe' }]);
      expect(await directory.prioritiesNamed(account, 'very HIGH')).toEqual([priority.id]);
      await resources.replace('priority', priority, { ...priority, name: 'P1' });
      await resources.replace('role', role, { ...role, title: 'Lead' });
      expect((await directory.teamParts(account)).roles).toMatchObject([{ id: role.id, title: 'Lead' }]);
      expect(await directory.prioritiesNamed(account, 'very high')).toEqual([]);
      expect(await directory.prioritiesNamed(account, 'p1')).toEqual([priority.id]);
      await resources.remove('service', service);
      await resources.removeAll('member', one);
      expect(await directory.servicePlace(service.id)).toBeNull();
      expect(await directory.teamsOfUser(username)).toEqual([other]);
      expect((await directory.teamParts(account)).members).toHaveLength(1);
      expect(await directory.teamParts(randomUUID())).toEqual({ members: [], roles: [] });
    });

    it('are null where there are none, also under another owner', async () => {
      const { resources, directory, integrationKeys } = make();
      const integration = freshIntegration();
      await resources.create('integration', integration);
      await expect(directory.integration(randomUUID(), integration.id)).resolves.toBeNull();
      await expect(directory.resource('integration', randomUUID(), integration.id)).resolves.toBeNull();
      await expect(directory.team('other', aTeam().id)).resolves.toBeNull();
      await expect(directory.token(randomUUID())).resolves.toBeNull();
      await expect(integrationKeys.find(randomUUID())).resolves.toBeNull();
      await expect(directory.integrations(randomUUID())).resolves.toEqual([]);
    });

    it('are listed under their owner, and nothing else is', async () => {
      const { resources, directory } = make();
      const [account, team] = ['zz9zz', randomUUID()];
      const services = [freshService({ team }), freshService({ team })];
      const policies = [anEscalationPolicy({ team, id: randomUUID() })];
      await resources.create('team', aTeam({ account, id: team }));
      await resources.create('user', aUser({ account }));
      await Promise.all([
        ...services.map((service) => resources.create('service', service)),
        ...policies.map((policy) => resources.create('escalation_policy', policy)),
      ]);
      await expect(directory.teams(account)).resolves.toEqual([aTeam({ account, id: team })]);
      expect(new Set(await directory.services(team))).toEqual(new Set(services));
      await expect(directory.escalationPolicies(team)).resolves.toEqual(policies);
      await expect(directory.resources('escalation_policy', team)).resolves.toEqual(policies);
    });

    it('of a kind are all gone when their parent’s are removed, and nothing else is', async () => {
      const { resources, directory } = make();
      const team = randomUUID();
      const policy = anEscalationPolicy({ team, id: randomUUID() });
      await resources.create('escalation_policy', policy);
      await resources.create('service', freshService({ team }));
      await resources.create('service', freshService({ team }));
      await resources.removeAll('service', team);
      await expect(directory.services(team)).resolves.toEqual([]);
      await expect(directory.escalationPolicies(team)).resolves.toEqual([policy]);
    });
  });
}

function versionContract(make: () => ResourcePorts): void {
  describe('a write', () => {
    it('makes a resource only once', async () => {
      const { resources, directory } = make();
      const service = freshService();
      await expect(resources.create('service', service)).resolves.toBe('saved');
      await expect(resources.create('service', { ...service, name: 'Other' })).resolves.toBe('conflict');
      await expect(directory.service(service.team, service.id)).resolves.toEqual(service);
    });

    it('counts versions, whatever the changed copy says', async () => {
      const { resources, directory } = make();
      const service = freshService();
      const read = () => directory.service(service.team, service.id);
      await resources.create('service', service);
      await expect(resources.replace('service', service, { ...service, status: 0 })).resolves.toBe('saved');
      await expect(read()).resolves.toEqual({ ...service, status: 0, version: 2 });
      const stale = { ...service, version: 7 };
      await expect(resources.replace('service', (await read())!, stale)).resolves.toBe('saved');
      await expect(read()).resolves.toEqual({ ...service, version: 3 });
    });

    it('of what was read before somebody else wrote is refused and changes nothing', async () => {
      const { resources, directory } = make();
      const service = freshService();
      await resources.create('service', service);
      await resources.replace('service', service, { ...service, name: 'Theirs' });
      await expect(resources.replace('service', service, { ...service, name: 'Ours' })).resolves.toBe('conflict');
      await expect(resources.remove('service', service)).resolves.toBe('conflict');
      await expect(directory.service(service.team, service.id)).resolves.toMatchObject({ name: 'Theirs', version: 2 });
    });

    it('of what is gone is refused', async () => {
      const { resources, directory } = make();
      const service = freshService();
      await resources.create('service', service);
      await expect(resources.remove('service', service)).resolves.toBe('saved');
      await expect(resources.remove('service', service)).resolves.toBe('conflict');
      await expect(resources.replace('service', service, service)).resolves.toBe('conflict');
      await expect(directory.service(service.team, service.id)).resolves.toBeNull();
    });

    it('of many at the same time counts for exactly one', async () => {
      const { resources, directory } = make();
      const service = freshService();
      await resources.create('service', service);
      const names = ['a', 'b', 'c', 'd', 'e', 'f'];
      const results = await Promise.all(
        names.map((name) => resources.replace('service', service, { ...service, name })),
      );
      expect(results.filter((result) => result === 'saved')).toHaveLength(1);
      const winner = names[results.indexOf('saved')];
      await expect(directory.service(service.team, service.id)).resolves.toMatchObject({ name: winner, version: 2 });
    });

    it('that holds a parent counts only while the parent is as it was read', async () => {
      const { resources, directory } = make();
      const team = aTeam({ id: randomUUID() });
      const held = [{ kind: 'team', resource: team }] as const;
      const services = [freshService({ team: team.id }), freshService({ team: team.id })];
      await expect(resources.create('service', services[0]!, held)).resolves.toBe('conflict');
      await resources.create('team', team);
      await expect(resources.create('service', services[0]!, held)).resolves.toBe('saved');
      await resources.replace('team', team, { ...team, deleting: true });
      await expect(resources.create('service', services[1]!, held)).resolves.toBe('conflict');
      await expect(directory.services(team.id)).resolves.toEqual([services[0]]);
    });
  });
}

function accountContract(make: () => ResourcePorts): void {
  describe('the deployment’s account', () => {
    it('is the one claimed first, for all who claim at the same time and ever after', async () => {
      const { resources } = make();
      const claims = await Promise.all(['aaaaa', 'bbbbb', 'ccccc'].map((id) => resources.claimAccount(id)));
      expect(new Set(claims).size).toBe(1);
      await expect(resources.claimAccount('ddddd')).resolves.toBe(claims[0]);
    });
  });
}

function tokenContract(make: () => ResourcePorts): void {
  describe('tokens', () => {
    it('are found by their hash and listed in their account until they are removed', async () => {
      const { resources, directory } = make();
      const token = freshToken({ account: 'tk0tk' });
      await resources.create('token', token);
      await expect(directory.token(token.hash)).resolves.toMatchObject({ id: token.id, scope: 'write' });
      await expect(directory.resources('token', 'tk0tk')).resolves.toContainEqual(token);
      await resources.remove('token', token);
      await expect(directory.token(token.hash)).resolves.toBeNull();
      await expect(directory.resource('token', 'tk0tk', token.id)).resolves.toBeNull();
    });
  });
}
