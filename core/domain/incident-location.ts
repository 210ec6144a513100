import type { Incident } from '../contracts/incident';
import { hashEntityId } from './entity-hash';

/** Where an incident is kept: its entity's key, and the how-manieth of it. */
export function locationOf({
  integration,
  entity_id,
  ordinal,
}: Pick<Incident, 'integration' | 'entity_id' | 'ordinal'>): {
  readonly integration: string;
  readonly entity_id_hash: string;
  readonly ordinal: number;
} {
  return { integration, entity_id_hash: hashEntityId(entity_id), ordinal };
}
