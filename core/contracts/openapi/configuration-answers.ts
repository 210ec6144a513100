import { customMappingSchema } from '../schemas/custom-mapping';
import { INTEGER, TEXT, YES_NO, listOf, named, orNull, shape } from './answer-shapes';
import type { Schema } from './documented-bodies';

/** In place of a secret that is set: it is never shown again. */
const SET = shape({ set: { const: true } });

const AUTH: Schema = {
  oneOf: [
    shape({ type: { const: 'none' } }),
    shape({ type: { const: 'basic' }, username: TEXT, password: SET }),
    shape({ type: { const: 'signature' }, signing_key: SET }),
  ],
};

const ENDPOINT = named('Endpoint', {
  url: TEXT,
  events: listOf({ enum: ['triggered', 'acknowledged', 'resolved', 'endpoint.disabled'] }),
  auth: AUTH,
  headers: { type: 'object', additionalProperties: TEXT },
  timeout_seconds: INTEGER,
  // The secret in clear only in the answer that made it.
  standard_webhooks: shape({ enabled: YES_NO }, { secret: { anyOf: [TEXT, SET] } }),
});

/** A configuration: of an incoming integration, of an outgoing one, of an outgoing one that has none yet. */
export const CONFIGURATION: Schema = {
  oneOf: [
    named('IncomingConfiguration', { custom_mapping: orNull({ $ref: customMappingSchema.$id }) }),
    ENDPOINT,
    shape({ url: { type: 'null' } }),
  ],
};
