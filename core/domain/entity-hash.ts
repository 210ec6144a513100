import { createHash } from 'node:crypto';

/**
 * The part of an entity's key that stands for its entity id: entity ids are any text of any length, keys are not.
 * 132 bits of SHA-256: two ids that meet would have to be searched for with 2^66 tries. Over UTF-16, because in UTF-8 all
 * lone surrogates are the same.
 */
export function hashEntityId(entityId: string): string {
  return createHash('sha256').update(entityId, 'utf16le').digest('base64url').slice(0, 22);
}
