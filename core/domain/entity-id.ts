import { createHash } from 'node:crypto';

/** Longer entity ids than this are cut. An item has to hold them, and nobody reads more. */
const ENTITY_ID_LENGTH = 1_024;

/**
 * The entity id an alert is bound by: as sent, whatever characters it has. A very long one is cut and gets the hash of
 * the whole at its end, so that two that differ anywhere stay apart (contract §2.2 has them cut at 32 characters, which
 * binds different things together; see docs/api.md).
 */
export function boundEntityId(entityId: string): string {
  if (entityId.length <= ENTITY_ID_LENGTH) return entityId;
  const hash = createHash('sha256').update(entityId, 'utf16le').digest('hex');
  return `${entityId.slice(0, ENTITY_ID_LENGTH - hash.length - 1)}#${hash}`;
}
