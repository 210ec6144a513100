import type { AuditEntry } from '../../contracts/audit-entry';
import type { Micros } from '../../contracts/incident';
import type { JsonObject } from '../../contracts/json';
import type { ResourceKind, ResourceTypes } from '../../contracts/resource-types';
import { KINDS, type KindOf } from '../resource-kinds';
import { withoutSecrets } from './without-secrets';

/** Who changed something, when, and under which id that is kept. */
export interface AuditStamp {
  readonly id: string;
  readonly account: string;
  readonly at: Micros;
  readonly username: string | null;
  readonly token: string | null;
}

/** What was written: null before = made, null after = deleted. */
export interface Written<T> {
  readonly before: T | null;
  readonly after: T | null;
}

/**
 * Bytes of JSON of each of the two pictures: both and the rest are in one item of 400 KB. Nothing but a custom mapping
 * is that large.
 */
const LARGEST_PICTURE = 150_000;

/** The entry of the audit log for one write of a resource. */
export function makeAuditEntry<K extends ResourceKind>(
  stamp: AuditStamp,
  kind: K,
  { before, after }: Written<ResourceTypes[K]>,
): AuditEntry {
  const resource = after ?? before;
  if (resource === null) throw new Error('Nothing was written that the audit log could tell of.');
  const { id }: KindOf<ResourceTypes[K]> = KINDS[kind];
  return {
    ...stamp,
    action: before === null ? 'created' : after === null ? 'deleted' : 'changed',
    kind,
    resource: id(resource),
    team: teamOf(kind, resource),
    before: before === null ? null : picture(before, null),
    after: after === null ? null : picture(after, before),
  };
}

function teamOf<K extends ResourceKind>(kind: K, resource: ResourceTypes[K]): string | null {
  if (kind === 'team') return KINDS.team.id(resource as ResourceTypes['team']);
  return 'team' in resource ? resource.team : null;
}

function picture(resource: object, earlier: object | null): JsonObject {
  // Resources are plain data by their types; interfaces only lack the index signature that Json asks for.
  const shown = withoutSecrets(resource as JsonObject, earlier as JsonObject | null);
  const size = Buffer.byteLength(JSON.stringify(shown));
  return size <= LARGEST_PICTURE ? shown : { left_out: `${size} bytes are too many for the audit log.` };
}
