import { deriveSigningKey } from '../../core/domain/signing';
import type { SigningKeys } from '../../core/usecases/ports';
import type { SecretText } from './secret-text';

/** Gives the keys that sign trace ids and integration keys, derived once from the deployment's signing secret. */
export function createSigningKeys(secret: SecretText): () => Promise<SigningKeys> {
  let keys: SigningKeys | undefined;
  return async () => {
    const text = await secret();
    keys ??= {
      traceIds: deriveSigningKey(text, 'trace-ids'),
      integrationKeys: deriveSigningKey(text, 'integration-keys'),
    };
    return keys;
  };
}
