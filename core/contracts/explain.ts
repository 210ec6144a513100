/**
 * One step of what the engine did to an alert, in the order it happened (own-routes, "Trying things out, and knowing why"):
 * what was tried, whether it matched, and why.
 */
export interface ExplainStep {
  readonly step: 'for_each' | 'block' | 'mapping' | 'rule' | 'maintenance' | 'suppression' | 'subscription' | 'ruleset';
  /** Which block of the mapping, counted from 0, or which element of `for_each`. */
  readonly index?: number;
  /** The unique_id of the rule or of the router's ruleset. */
  readonly rule?: string;
  /** The rule's description, or the ruleset's name. */
  readonly name?: string;
  readonly matched: boolean;
  /** A sentence with what was found. */
  readonly reason: string;
  /** What the step set: field or setting → its new value, shortened for reading. */
  readonly set?: Readonly<Record<string, string>>;
  /** The step could not be done and was skipped, and why. */
  readonly error?: string;
}
