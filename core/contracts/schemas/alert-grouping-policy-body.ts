import { GROUPING_FIELDS } from '../alert-grouping-policy';

/** So many fields at most: each is looked for in every alert of the service. */
const MAX_CUSTOM_FIELDS = 10;

const PROPERTIES = {
  match_mode: { type: 'integer', enum: [1, 2] },
  // A list may be null, as a client in Go writes one that nobody filled.
  match_fields: {
    type: 'object',
    properties: {
      static_fields: { type: ['array', 'null'], items: { type: 'string', enum: GROUPING_FIELDS }, uniqueItems: true },
      custom_fields: {
        type: ['array', 'null'],
        items: { type: 'string', minLength: 1, maxLength: 1_000 },
        maxItems: MAX_CUSTOM_FIELDS,
        uniqueItems: true,
      },
    },
  },
  time_window: { type: 'integer', minimum: 1, maximum: 20 },
  is_active: { type: 'boolean' },
} as const;

/** Body of POST alert grouping policies (contract §1.3). */
export const ALERT_GROUPING_POLICY_BODY = {
  type: 'object',
  required: ['match_fields'],
  properties: PROPERTIES,
} as const;

/** Body of PUT and PATCH of one: what is missing stays as it is. */
export const ALERT_GROUPING_POLICY_CHANGE_BODY = { type: 'object', properties: PROPERTIES } as const;
