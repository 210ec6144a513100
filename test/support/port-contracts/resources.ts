import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ApiToken, Integration } from '../../../core/contracts/resources';
import type { Directory, IntegrationKeys, Resources } from '../../../core/usecases/ports';
import { ACCOUNT, anEscalationPolicy, anIntegration, aService, aTeam, aUser, keyEntryOf } from '../builders/resources';

export interface ResourcePorts {
  readonly resources: Resources;
  readonly directory: Directory;
  readonly integrationKeys: IntegrationKeys;
}

function freshIntegration(over: Partial<Integration> = {}): Integration {
  return anIntegration({ id: randomUUID(), service: randomUUID(), integration_key: randomUUID(), ...over });
}

/** What every implementation of Resources, Directory and IntegrationKeys over one store promises. */
export function resourcesContract(make: () => ResourcePorts): void {
  describe('resources', () => {
    it('come back as they were put, one by one', async () => {
      const { resources, directory } = make();
      const account = { id: ACCOUNT, name: 'Shop \ud800 ü', owner: aUser().username, created_at: 1 };
      const token: ApiToken = {
        id: randomUUID(),
        account: ACCOUNT,
        name: 'ci',
        scope: 'write',
        hash: randomUUID(),
        username: aUser().username,
        created_at: 2,
      };
      const [user, team, policy, service] = [aUser(), aTeam(), anEscalationPolicy(), aService()];
      await resources.putAccount(account);
      await resources.putUser(user);
      await resources.putTeam(team);
      await resources.putEscalationPolicy(policy);
      await resources.putService(service);
      await resources.putToken(token);
      await expect(directory.account(ACCOUNT)).resolves.toEqual(account);
      await expect(directory.user(ACCOUNT, user.username)).resolves.toEqual(user);
      await expect(directory.team(ACCOUNT, team.id)).resolves.toEqual(team);
      await expect(directory.escalationPolicy(team.id, policy.id)).resolves.toEqual(policy);
      await expect(directory.service(team.id, service.id)).resolves.toEqual(service);
      await expect(directory.token(token.hash)).resolves.toEqual(token);
    });

    it('are null where there are none, also under another owner', async () => {
      const { resources, directory, integrationKeys } = make();
      const integration = freshIntegration();
      await resources.putIntegration(integration, keyEntryOf(integration));
      await expect(directory.integration(randomUUID(), integration.id)).resolves.toBeNull();
      await expect(directory.team('other', aTeam().id)).resolves.toBeNull();
      await expect(directory.token(randomUUID())).resolves.toBeNull();
      await expect(integrationKeys.find(randomUUID())).resolves.toBeNull();
      await expect(directory.integrations(randomUUID())).resolves.toEqual([]);
    });

    it('are replaced by a later put', async () => {
      const { resources, directory } = make();
      const service = aService({ id: randomUUID() });
      await resources.putService(service);
      await resources.putService({ ...service, status: 0 });
      await expect(directory.service(service.team, service.id)).resolves.toMatchObject({ status: 0 });
    });

    it('are listed under their owner, and nothing else is', async () => {
      const { resources, directory } = make();
      const [account, team] = ['zz9zz', randomUUID()];
      const services = [aService({ team, id: randomUUID() }), aService({ team, id: randomUUID() })];
      const policies = [anEscalationPolicy({ team, id: randomUUID() })];
      await resources.putTeam(aTeam({ account, id: team }));
      await resources.putUser(aUser({ account }));
      await Promise.all([
        ...services.map((service) => resources.putService(service)),
        ...policies.map((policy) => resources.putEscalationPolicy(policy)),
      ]);
      await expect(directory.teams(account)).resolves.toEqual([aTeam({ account, id: team })]);
      expect(new Set(await directory.services(team))).toEqual(new Set(services));
      await expect(directory.escalationPolicies(team)).resolves.toEqual(policies);
    });
  });

  describe('the deployment’s account', () => {
    it('is the one claimed first, for all who claim at the same time and ever after', async () => {
      const { resources } = make();
      const claims = await Promise.all(['aaaaa', 'bbbbb', 'ccccc'].map((id) => resources.claimAccount(id)));
      expect(new Set(claims).size).toBe(1);
      await expect(resources.claimAccount('ddddd')).resolves.toBe(claims[0]);
    });
  });

  describe('integrations', () => {
    it('are found by id, in their service, and by their key', async () => {
      const { resources, directory, integrationKeys } = make();
      const integration = freshIntegration();
      const entry = keyEntryOf(integration);
      await resources.putIntegration(integration, entry);
      await expect(directory.integration(integration.service, integration.id)).resolves.toEqual(integration);
      await expect(directory.integrations(integration.service)).resolves.toEqual([integration]);
      await expect(integrationKeys.find(integration.integration_key)).resolves.toEqual(entry);
    });

    it('change together with what intake knows of them', async () => {
      const { resources, directory, integrationKeys } = make();
      const integration = freshIntegration();
      await resources.putIntegration(integration, keyEntryOf(integration));
      const disabled = { ...integration, is_enabled: false };
      await resources.putIntegration(disabled, keyEntryOf(disabled), integration.integration_key);
      await expect(directory.integration(integration.service, integration.id)).resolves.toEqual(disabled);
      await expect(integrationKeys.find(integration.integration_key)).resolves.toMatchObject({ is_enabled: false });
    });

    it('are no longer found by a key that was replaced', async () => {
      const { resources, integrationKeys } = make();
      const integration = freshIntegration();
      await resources.putIntegration(integration, keyEntryOf(integration));
      const rekeyed = { ...integration, integration_key: randomUUID() };
      await resources.putIntegration(rekeyed, keyEntryOf(rekeyed), integration.integration_key);
      await expect(integrationKeys.find(integration.integration_key)).resolves.toBeNull();
      await expect(integrationKeys.find(rekeyed.integration_key)).resolves.toEqual(keyEntryOf(rekeyed));
    });

    it('are gone with their key once deleted, and deleting them again changes nothing', async () => {
      const { resources, directory, integrationKeys } = make();
      const integration = freshIntegration();
      await resources.putIntegration(integration, keyEntryOf(integration));
      await resources.deleteIntegration(integration);
      await resources.deleteIntegration(integration);
      await expect(directory.integration(integration.service, integration.id)).resolves.toBeNull();
      await expect(integrationKeys.find(integration.integration_key)).resolves.toBeNull();
    });
  });
}
