import type { Router, RouterKeyEntry, Ruleset } from '../../../core/contracts/routing';
import { ACCOUNT, aService, aTeam, anIntegration } from './resources';

/** A router of the builders' account. */
export function aRouter(over: Partial<Router> = {}): Router {
  return {
    account: ACCOUNT,
    id: '3f6a0d5e-8f0b-4c58-9d0a-2b7c1e4f5a60',
    name: 'Everything',
    description: '',
    is_enabled: true,
    integration_key: '0c9d8e7f-1a2b-4c3d-8e4f-5a6b7c8d9e0f',
    created_at: 1_760_000_000_000_000,
    version: 1,
    ...over,
  };
}

/** What intake knows of a router. */
export function routerEntryOf({ integration_key, account, id, name, is_enabled }: Router): RouterKeyEntry {
  return { integration_key, account, router: id, name, extension: 'router', is_enabled };
}

/** A ruleset of that router which sends every alert to the builders' integration. */
export function aRuleset(over: Partial<Ruleset> = {}): Ruleset {
  return {
    account: ACCOUNT,
    router: aRouter().id,
    id: '5b1f7c3e-2d4a-4e6b-9f8a-0c1d2e3f4a5b',
    name: 'To the shop',
    created_at: 1_760_000_000_000_000,
    condition: { all: [] },
    action: {
      id: '9e8d7c6b-5a4f-4e3d-8c2b-1a0f9e8d7c6b',
      effect: 'route',
      target: { team: aTeam().id, service: aService().id, integration: anIntegration().id },
    },
    version: 1,
    ...over,
  };
}
