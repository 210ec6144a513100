import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { CredentialVault } from '../../core/usecases/ports';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D: random nonces of 96 bits, safe for 2^32 seals with one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A vault whose key is derived from the deployment's endpoint secret (RFC 5869). */
export function createCredentialVault(secret: string): CredentialVault {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'tocsin/endpoint-credentials', KEY_BYTES));
  return {
    seal: (clear) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      const sealed = Buffer.concat([nonce, cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return sealed.toString('base64');
    },
    open: (sealed) => open(key, Buffer.from(sealed, 'base64')),
  };
}

/** Throws when the text was not sealed with this key, or was changed since. */
function open(key: Buffer, sealed: Buffer): string {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new Error('The credential is not sealed.');
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const clear = [decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
    return Buffer.concat(clear).toString('utf8');
  } catch (cause) {
    throw new Error('The credential was sealed with another secret or changed since.', { cause });
  }
}
