import type { AuditEntry } from '../../../core/contracts/audit-entry';
import { KEYS, TTL_ATTRIBUTE } from '../../../core/contracts/keys';
import { AUDIT_LIFETIME } from '../../../core/contracts/audit-entry';
import { encodeNumber } from '../encoding/attributes';
import type { Item } from '../table';
import { decodeResource, encodeDocumentItem } from './resource-item';

const MICROS_PER_SECOND = 1_000_000;

/** The item of an entry of the audit log, which expires by itself. */
export function encodeAuditEntry(entry: AuditEntry): Item {
  const expires = Math.ceil((entry.at + AUDIT_LIFETIME) / MICROS_PER_SECOND);
  const key = KEYS.auditEntry(entry.account, entry.at, entry.id);
  return { ...encodeDocumentItem(key, entry), [TTL_ATTRIBUTE]: encodeNumber(expires) };
}

/** The entry of an item made by {@link encodeAuditEntry}. */
export function decodeAuditEntry(item: Item): AuditEntry {
  return decodeResource(item) as AuditEntry;
}
