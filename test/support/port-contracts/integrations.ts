import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { freshIntegration } from '../builders/fresh-resources';
import { keyEntryOf } from '../builders/resources';
import type { ResourcePorts } from './resource-ports';

/** What implementations of Resources promise of integrations and their keys. */
export function integrationsContract(make: () => ResourcePorts): void {
  describe('integrations', () => {
    it('are found by id, in their service, and by their key', async () => {
      const { resources, directory, integrationKeys } = make();
      const integration = freshIntegration();
      await resources.create('integration', integration);
      await expect(directory.integration(integration.service, integration.id)).resolves.toEqual(integration);
      await expect(directory.integrations(integration.service)).resolves.toEqual([integration]);
      await expect(integrationKeys.find(integration.integration_key)).resolves.toEqual(keyEntryOf(integration));
    });

    it('change together with what intake knows of them', async () => {
      const { resources, integrationKeys } = make();
      const integration = freshIntegration();
      await resources.create('integration', integration);
      await resources.replace('integration', integration, { ...integration, is_enabled: false });
      await expect(integrationKeys.find(integration.integration_key)).resolves.toMatchObject({ is_enabled: false });
      // Read before: a conflict leaves what intake knows as it is, too.
      await expect(resources.replace('integration', integration, integration)).resolves.toBe('conflict');
      await expect(integrationKeys.find(integration.integration_key)).resolves.toMatchObject({ is_enabled: false });
    });

    it('are no longer found by a key that was replaced', async () => {
      const { resources, integrationKeys } = make();
      const integration = freshIntegration();
      await resources.create('integration', integration);
      const rekeyed = { ...integration, integration_key: randomUUID() };
      await resources.replace('integration', integration, rekeyed);
      await expect(integrationKeys.find(integration.integration_key)).resolves.toBeNull();
      await expect(integrationKeys.find(rekeyed.integration_key)).resolves.toEqual(keyEntryOf(rekeyed));
    });

    it('never take over another one’s key', async () => {
      const { resources, integrationKeys } = make();
      const [one, other] = [freshIntegration(), freshIntegration()];
      await resources.create('integration', one);
      await resources.create('integration', other);
      const thief = { ...other, integration_key: one.integration_key };
      await expect(resources.replace('integration', other, thief)).resolves.toBe('conflict');
      await expect(resources.create('integration', { ...thief, id: randomUUID() })).resolves.toBe('conflict');
      await expect(integrationKeys.find(one.integration_key)).resolves.toEqual(keyEntryOf(one));
    });

    it('are gone with their key once removed', async () => {
      const { resources, directory, integrationKeys } = make();
      const integration = freshIntegration();
      await resources.create('integration', integration);
      await resources.remove('integration', integration);
      await expect(directory.integration(integration.service, integration.id)).resolves.toBeNull();
      await expect(integrationKeys.find(integration.integration_key)).resolves.toBeNull();
    });
  });
}
