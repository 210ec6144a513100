import { CONDITION_SCHEMA_ID, type Condition } from './condition';

/** What the actions of alert rules do, by their wire numbers (contract §1.6.1). */
export const ACTION_TYPES = {
  changeAlertType: 1,
  addNote: 2,
  suppress: 3,
  escalationPolicy: 4,
  schedule: 5,
  assignUser: 6,
  urgency: 7,
  message: 8,
  summary: 9,
  entityId: 10,
  incidentRole: 11,
  tags: 12,
  task: 13,
  sla: 14,
  priority: 15,
  taskTemplate: 16,
  responder: 17,
  hashEntityId: 18,
  delay: 19,
} as const;
export type ActionType = (typeof ACTION_TYPES)[keyof typeof ACTION_TYPES];

const operand = { type: ['string', 'integer', 'null'] } as const;

/** An action as it crosses the wire. Its operand may stand in `value` or in the reference named after it. */
const ruleActionSchema = {
  type: 'object',
  properties: {
    unique_id: { type: ['string', 'null'] },
    action_type: { type: 'integer', minimum: 1, maximum: 19 },
    key: operand,
    value: operand,
    value_reference_name: { type: ['string', 'null'] },
    escalation_policy: operand,
    escalation_policy_name: { type: ['string', 'null'] },
    assign_to: operand,
    assign_to_name: { type: ['string', 'null'] },
    schedule: operand,
    sla: operand,
    team_priority: operand,
    task_template: operand,
  },
  required: ['action_type'],
} as const;

/** Body of POST and PUT of `…/transformers/`. Unknown keys are ignored: clients send back what they read (contract §1.6). */
export const alertRuleSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:tocsin:alert-rule',
  title: 'AlertRule',
  type: 'object',
  properties: {
    description: { type: ['string', 'null'], maxLength: 10_000 },
    rule_type: { type: 'integer', enum: [0, 1] },
    stop: { type: 'boolean' },
    position: { type: 'integer' },
    is_enabled: { type: 'boolean' },
    conditions: { type: ['array', 'null'], maxItems: 100 },
    conditions_tree: { anyOf: [{ $ref: CONDITION_SCHEMA_ID }, { type: 'null' }] },
    rule_json: { type: ['string', 'null'], maxLength: 100_000 },
    actions: { type: 'array', maxItems: 50, items: ruleActionSchema },
  },
  required: ['actions'],
} as const;

/** An action in its one form inside: the operand is in `value`, `key` is used by incident roles (11) and tasks (13). */
export interface RuleAction {
  readonly action_type: ActionType;
  readonly key: string;
  readonly value: string;
}

/** An alert rule in its one form inside: checked, defaults filled in, whichever encoding its conditions came in. */
export interface AlertRule {
  readonly description: string;
  /** 0 all conditions, 1 any: how the old encoding's `conditions` were joined. The tree already says it. */
  readonly rule_type: 0 | 1;
  readonly stop: boolean;
  readonly position: number;
  readonly is_enabled: boolean;
  readonly condition: Condition;
  readonly actions: readonly RuleAction[];
}

/** A rule as it is stored with its integration: what the engine runs. */
export interface StoredRule {
  readonly unique_id: string;
  /** Microseconds since the epoch; of contradicting rules the one created last wins (contract §2.3). */
  readonly created_at: number;
  /** Stored as it was checked; the engine checks again, because a newer release may be stricter. */
  readonly rule: AlertRule;
  /** Ids of the actions, in their order: new with every update (contract §1.6). */
  readonly action_ids?: readonly string[];
  /** The text its conditions came in, if they did: read back unchanged, because clients compare what they wrote. */
  readonly rule_json?: string;
}
