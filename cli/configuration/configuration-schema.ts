import { ACTION_NAMES } from './action-names';

/**
 * What a file may look like, down to what the API checks itself: mappings, conditions and endpoints. Unknown keys are
 * refused, because a misspelt setting would silently not hold.
 */
const text = { type: 'string' } as const;
const name = { type: 'string', pattern: '\\S' } as const;
const nameOrNull = { type: ['string', 'null'] } as const;
const flag = { type: 'boolean' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const free = { type: 'object' } as const;

function entry(required: readonly string[], properties: Readonly<Record<string, unknown>>) {
  return { type: 'object', required, properties, additionalProperties: false } as const;
}

const list = (items: object) => ({ type: 'array', items }) as const;

const policy = entry(['name'], {
  name,
  summary: text,
  description: text,
  repeat_policy: count,
  move_to_next: flag,
  global_ep: flag,
  rules: list(
    entry(['targets'], {
      delay: count,
      targets: list({
        type: 'object',
        properties: { user: name, schedule: name },
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
      }),
    }),
  ),
});

const alertRule = entry(['actions'], {
  description: text,
  is_enabled: flag,
  stop: flag,
  conditions: free,
  actions: list(
    entry(['type'], {
      type: { enum: Object.keys(ACTION_NAMES) },
      key: text,
      value: { type: ['string', 'number', 'boolean'] },
    }),
  ),
});

const integration = entry(['name'], {
  name,
  summary: name,
  application: name,
  is_enabled: flag,
  create_incidents_for: count,
  default_urgency: count,
  custom_mapping: { type: ['object', 'null'] },
  alert_rules: list(alertRule),
  endpoint: free,
  outgoing_rules: list(entry([], { is_enabled: flag, conditions: free })),
});

const service = entry(['name'], {
  name,
  summary: text,
  description: text,
  escalation_policy: name,
  team_priority: nameOrNull,
  task_template: nameOrNull,
  sla: nameOrNull,
  auto_resolve_timeout: count,
  acknowledgement_timeout: count,
  collation: count,
  collation_time: count,
  alert_grouping_policy: {
    anyOf: [
      { type: 'null' },
      entry(['match_fields'], {
        match_mode: count,
        match_fields: entry([], { static_fields: list(text), custom_fields: list(text) }),
        time_window: count,
        is_active: flag,
      }),
    ],
  },
  integrations: list(integration),
});

const ruleset = {
  ...entry(['name'], {
    name,
    conditions: free,
    route: {
      ...entry(['integration'], { team: name, service: name, integration: name }),
      dependencies: { team: ['service'], service: ['team'] },
    },
    suppress: { const: true },
  }),
  oneOf: [{ required: ['route'] }, { required: ['suppress'] }],
} as const;

const router = entry(['name'], { name, description: text, is_enabled: flag, rulesets: list(ruleset) });

export const CONFIGURATION_SCHEMA = entry(['teams'], {
  teams: list(entry(['name'], { name, private: flag, escalation_policies: list(policy), services: list(service) })),
  routers: list(router),
});
