import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Router } from '../../../core/contracts/routing';
import { aRouter, aRuleset, routerEntryOf } from '../builders/routing';
import type { ResourcePorts } from './resource-ports';

function freshRouter(): Router {
  return aRouter({ id: randomUUID(), integration_key: randomUUID() });
}

/** What implementations of Resources promise of routers: their keys and their rulesets. */
export function routersContract(make: () => ResourcePorts): void {
  describe('routers', () => {
    it('are found by id and by their key, change together with what intake knows, and are gone with their key', async () => {
      const { resources, directory, integrationKeys } = make();
      const router = freshRouter();
      const { integration_key: key, account, id } = router;
      await resources.create('router', router);
      await expect(directory.resource('router', account, id)).resolves.toEqual(router);
      await expect(integrationKeys.find(key)).resolves.toEqual(routerEntryOf(router));
      const disabled = { ...router, is_enabled: false };
      await resources.replace('router', router, disabled);
      await expect(integrationKeys.find(key)).resolves.toEqual(routerEntryOf(disabled));
      await resources.remove('router', { ...disabled, version: 2 });
      await expect(integrationKeys.find(key)).resolves.toBeNull();
    });

    it('have rulesets that are listed under them and gone all at once', async () => {
      const { resources, directory } = make();
      const router = freshRouter();
      await resources.create('router', router);
      const rulesets = [randomUUID(), randomUUID()].map((id) => aRuleset({ router: router.id, id }));
      const held = [{ kind: 'router', resource: router }] as const;
      for (const ruleset of rulesets) await resources.create('ruleset', ruleset, held);
      const listed = await directory.resources('ruleset', router.id);
      expect(new Set(listed)).toEqual(new Set(rulesets));
      await resources.removeAll('ruleset', router.id);
      await expect(directory.resources('ruleset', router.id)).resolves.toEqual([]);
    });

    it('get no ruleset once they have changed or are gone', async () => {
      const { resources, directory } = make();
      const router = freshRouter();
      await resources.create('router', router);
      await resources.remove('router', router);
      const held = [{ kind: 'router', resource: router }] as const;
      await expect(resources.create('ruleset', aRuleset({ router: router.id }), held)).resolves.toBe('conflict');
      await expect(directory.resources('ruleset', router.id)).resolves.toEqual([]);
    });
  });
}
