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

/**
 * An incident was opened at most so long after its alert was accepted: that is how long a queue keeps an alert (SQS, at
 * most 14 days), and a day for what is put back. Numbers are in the order of opening, creation dates in that of accepting.
 */
export const LATEST_OPENING = 15 * 86_400_000_000;
