import { DELIVERY_TYPES, type DeliveryType } from '../../contracts/delivery';
import { STATUS, type TransitionType } from '../../contracts/incident';
import type { FieldError, Json, JsonObject } from '../../contracts/json';
import type { EndpointConfiguration, SealedText } from '../../contracts/resources';
import type { AddressPolicy } from './address-policy';
import { checkEndpointUrl } from './endpoint-url';
import { asObject } from '../json/as-object';
import { readAuth } from './read-auth';
import { readHeaders } from './read-headers';
import { readStandardWebhooks } from './read-standard-webhooks';

/** What reading a configuration takes beside the body. */
export interface ConfigurationContext {
  readonly policy: AddressPolicy;
  /** The configuration that this one replaces; null for the first. */
  readonly previous: EndpointConfiguration | null;
  /** Encrypts a credential. */
  readonly seal: (clear: string) => SealedText;
  /** Makes a fresh `whsec_` secret; called only when one is needed. */
  readonly newSecret: () => string;
}

/** A configuration to store, or everything that is wrong with the body. */
export type ReadConfiguration =
  | {
      readonly ok: true;
      readonly configuration: EndpointConfiguration;
      /** The Standard Webhooks secret in clear if this made one: the only time that it can be shown. */
      readonly newSecret: string | null;
    }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** As the hosted product waits (contract §3), and the most that deliver's own timeout has room for. */
const TIMEOUT_SECONDS = { default: 3, min: 1, max: 30 } as const;
const FIELDS = ['url', 'events', 'auth', 'headers', 'timeout_seconds', 'standard_webhooks'];
const EVENTS = Object.keys(DELIVERY_TYPES) as readonly DeliveryType[];
/** Who says nothing wants to know of incidents, not of other people's endpoints. */
const DEFAULT_EVENTS = Object.keys(STATUS) as readonly TransitionType[];

/**
 * Reads the body of `PUT I/configuration/` of an outgoing integration (own-routes, "Configuration"). Reports all errors at
 * once. A secret given as `{ "set": true }`, the form in which it is read, stays as it is, so what was read can be put back.
 */
export function readEndpointConfiguration(body: Json, context: ConfigurationContext): ReadConfiguration {
  const object = asObject(body);
  if (object === null) return { ok: false, errors: [{ path: '', message: 'The body must be a JSON object.' }] };
  const errors: FieldError[] = unknownFields(object);
  const url = readUrl(object['url'], context.policy, errors);
  const events = readEvents(object['events'], errors);
  const auth = readAuth(object['auth'], context, errors);
  const headers = readHeaders(object['headers'], errors);
  const timeout_seconds = readTimeout(object['timeout_seconds'], errors);
  const signing = readStandardWebhooks(object['standard_webhooks'], context, errors);
  if (errors.length > 0) return { ok: false, errors };
  const configuration = { url, events, auth, headers, timeout_seconds, standard_webhooks: signing.standardWebhooks };
  return { ok: true, configuration, newSecret: signing.newSecret };
}

/** A misspelt field would otherwise be a setting that silently does not hold. */
function unknownFields(object: JsonObject): FieldError[] {
  return Object.keys(object)
    .filter((key) => !FIELDS.includes(key))
    .map((key) => ({ path: key, message: `Unknown field; the fields are ${FIELDS.join(', ')}.` }));
}

function readUrl(value: Json | undefined, policy: AddressPolicy, errors: FieldError[]): string {
  if (typeof value !== 'string' || value === '') {
    errors.push({ path: 'url', message: 'A URL is required.' });
    return '';
  }
  const checked = checkEndpointUrl(value, policy);
  if (!checked.ok) errors.push({ path: 'url', message: checked.reason });
  return checked.ok ? checked.url.href : '';
}

function readEvents(value: Json | undefined, errors: FieldError[]): readonly DeliveryType[] {
  if (value === undefined) return DEFAULT_EVENTS;
  const allowed = `any of ${EVENTS.join(', ')}`;
  if (!Array.isArray(value) || value.length === 0) {
    errors.push({ path: 'events', message: `Must be a list of ${allowed}.` });
    return [];
  }
  const given = value as readonly Json[];
  given.forEach((item, index) => {
    if (!EVENTS.some((event) => event === item))
      errors.push({ path: `events[${index}]`, message: `Must be ${allowed}.` });
  });
  return EVENTS.filter((event) => given.includes(event));
}

function readTimeout(value: Json | undefined, errors: FieldError[]): number {
  if (value === undefined) return TIMEOUT_SECONDS.default;
  const { min, max } = TIMEOUT_SECONDS;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  errors.push({ path: 'timeout_seconds', message: `Must be a whole number of seconds from ${min} to ${max}.` });
  return TIMEOUT_SECONDS.default;
}
