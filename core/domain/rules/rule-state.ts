import type { AlertFields } from '../../contracts/alert';
import type { IncidentSettings } from '../../contracts/incident-settings';

/** An alert on its way through the rules. */
export interface RuleState {
  readonly fields: AlertFields;
  readonly settings: IncidentSettings;
  /**
   * For each single-valued field or setting that a rule has set, when that rule was made: of contradicting rules the one
   * created last wins, wherever it stands (contract §2.3).
   */
  readonly setBy: Readonly<Record<string, number>>;
  /** What the rule in hand has changed so far, for its explanation. */
  readonly changes: Readonly<Record<string, string>>;
}
