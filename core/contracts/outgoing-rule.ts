import type { Micros } from './incident';
import type { Versioned } from './resources';
import type { Condition } from './schemas/condition';

/**
 * An outgoing rule: which incidents an outgoing integration is told of (contract §1.7). Stored as it was checked; it is
 * checked again before use, because a newer release may be stricter.
 */
export interface OutgoingRule extends Versioned {
  readonly account: string;
  readonly team: string;
  /** The outgoing integration it belongs to. */
  readonly integration: string;
  readonly id: string;
  readonly created_at: Micros;
  readonly is_enabled: boolean;
  readonly condition: Condition;
  /** The text its conditions came in, if they did: read back unchanged, because clients compare what they wrote. */
  readonly rule_json?: string;
}
