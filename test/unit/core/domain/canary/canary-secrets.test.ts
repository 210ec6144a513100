import { describe, expect, it } from '@jest/globals';
import { makeCanarySecrets } from '../../../../../core/domain/canary/canary-secrets';
import { isOurIntegrationKey } from '../../../../../core/domain/integration-key';
import { deriveSigningKey } from '../../../../../core/domain/signing';

describe('the secrets of the canary', () => {
  it('follow from the deployment’s, so that each run knows them', () => {
    expect(makeCanarySecrets('a deployment')).toEqual(makeCanarySecrets('a deployment'));
  });

  it('are other ones in another deployment, and no two of them are the same', () => {
    const all = ['one', 'two'].flatMap((secret) => Object.values(makeCanarySecrets(secret)) as string[]);
    expect(new Set(all).size).toBe(6);
  });

  it('have keys that prove themselves, as every integration’s, so that its alerts are taken without the table, too', () => {
    const { incomingKey, outgoingKey } = makeCanarySecrets('a deployment');
    const key = deriveSigningKey('a deployment', 'integration-keys');
    expect([incomingKey, outgoingKey].map((text) => isOurIntegrationKey(text, key))).toEqual([true, true]);
  });
});
