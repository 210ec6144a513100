import type { ApiRouteName } from '../api-routes';
import type { Schema } from './documented-bodies';

const DETAIL: Schema = {
  title: 'Refusal',
  type: 'object',
  required: ['detail'],
  properties: { detail: { type: 'string' } },
};

const INVALID: Schema = {
  title: 'InvalidRequest',
  type: 'object',
  required: ['detail', 'errors'],
  properties: {
    detail: { const: 'This request can not be processed.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: {
          path: { type: 'string', description: 'Where in the body or the query, e.g. `custom_mapping.blocks[1].set`.' },
          message: { type: 'string' },
        },
      },
    },
  },
};

const FORBIDDEN: Schema = {
  title: 'Forbidden',
  anyOf: [{ type: 'object', required: ['error'], properties: { error: { type: 'string' } } }, DETAIL],
};

/** An answer that says no, and why. */
export interface Refusal {
  readonly description: string;
  readonly schema: Schema;
}

/** Every way in which the api refuses, by status (contract §0.3, own-routes). */
export const REFUSALS = {
  400: { description: 'The body or the query can not be taken: what is wrong and where.', schema: INVALID },
  403: { description: 'No API token, or one whose scope or teams do not reach.', schema: FORBIDDEN },
  404: { description: 'It does not exist, or not for this caller.', schema: DETAIL },
  409: { description: 'It can not be done as things are; what has to change first.', schema: DETAIL },
  413: { description: 'The body is too large.', schema: DETAIL },
  429: { description: 'Too many requests; `Retry-After` says in how many seconds to come again.', schema: DETAIL },
} as const satisfies Readonly<Record<number, Refusal>>;

export type RefusalStatus = keyof typeof REFUSALS;

/** What some routes answer with 400 beside that, as clients of theirs read it (contract §1.1). */
export const OTHER_REFUSALS: Readonly<Partial<Record<ApiRouteName, Refusal>>> = {
  inviteUser: {
    description: 'Somebody has the address already: `error` alone.',
    schema: { type: 'object', required: ['error'], properties: { error: { type: 'string' } } },
  },
};
