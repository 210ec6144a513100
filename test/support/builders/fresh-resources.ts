import { randomUUID } from 'node:crypto';
import type { ApiToken, Integration, Service } from '../../../core/contracts/resources';
import { ACCOUNT, anIntegration, aService, aUser } from './resources';

/** Resources with ids of their own: for tests that store them beside those of others. */

export function freshIntegration(over: Partial<Integration> = {}): Integration {
  return anIntegration({ id: randomUUID(), service: randomUUID(), integration_key: randomUUID(), ...over });
}

export function freshService(over: Partial<Service> = {}): Service {
  return aService({ id: randomUUID(), team: randomUUID(), ...over });
}

export function freshToken(over: Partial<ApiToken> = {}): ApiToken {
  return {
    id: randomUUID(),
    account: ACCOUNT,
    name: 'ci',
    scope: 'write',
    hash: randomUUID(),
    username: aUser().username,
    created_at: 2,
    version: 1,
    ...over,
  };
}
