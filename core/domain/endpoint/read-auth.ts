import type { FieldError, Json, JsonObject } from '../../contracts/json';
import type { EndpointAuth, SealedText } from '../../contracts/resources';
import { asObject } from '../json/as-object';
import type { ConfigurationContext } from './read-configuration';

/** Longest username, password and signing key, in characters: keys of 4,096 bits in hex fit. */
const LONGEST_CREDENTIAL = 1_024;
const NONE: EndpointAuth = { type: 'none' };

/** Reads `auth` of an endpoint's configuration; without it there is none. Secrets come out sealed. */
export function readAuth(value: Json | undefined, context: ConfigurationContext, errors: FieldError[]): EndpointAuth {
  if (value === undefined) return NONE;
  const auth = asObject(value);
  if (auth?.['type'] === 'basic') return readBasic(auth, context, errors);
  if (auth?.['type'] === 'signature') return readSignature(auth, context, errors);
  if (auth?.['type'] !== 'none') errors.push({ path: 'auth.type', message: 'Must be none, basic or signature.' });
  return NONE;
}

function readBasic(auth: JsonObject, context: ConfigurationContext, errors: FieldError[]): EndpointAuth {
  const username = auth['username'];
  // RFC 7617: the first colon ends the username, so it can't hold one.
  const usable = typeof username === 'string' && isCredential(username) && !username.includes(':');
  if (!usable)
    errors.push({ path: 'auth.username', message: `Must be 1 to ${LONGEST_CREDENTIAL} characters without a colon.` });
  const stored = context.previous?.auth.type === 'basic' ? context.previous.auth.password : null;
  const password = readSecret({ value: auth['password'], path: 'auth.password', stored }, context, errors);
  return { type: 'basic', username: usable ? username : '', password };
}

function readSignature(auth: JsonObject, context: ConfigurationContext, errors: FieldError[]): EndpointAuth {
  const stored = context.previous?.auth.type === 'signature' ? context.previous.auth.signing_key : null;
  const signing_key = readSecret({ value: auth['signing_key'], path: 'auth.signing_key', stored }, context, errors);
  return { type: 'signature', signing_key };
}

interface GivenSecret {
  readonly value: Json | undefined;
  readonly path: string;
  /** What is stored under the same auth type, and stays when the value says only that it is set. */
  readonly stored: SealedText | null;
}

function readSecret(
  { value, path, stored }: GivenSecret,
  context: ConfigurationContext,
  errors: FieldError[],
): SealedText {
  if (typeof value === 'string' && isCredential(value)) return context.seal(value);
  const kept = asObject(value)?.['set'] === true;
  if (kept && stored !== null) return stored;
  const message = kept
    ? 'No secret is stored that could stay as it is; give it as text.'
    : `Must be 1 to ${LONGEST_CREDENTIAL} characters.`;
  errors.push({ path, message });
  return '';
}

/** Control characters can't be part of a header, and a key that holds one was most likely pasted with its line end. */
function isCredential(text: string): boolean {
  return text.length > 0 && text.length <= LONGEST_CREDENTIAL && !/\p{Cc}/u.test(text);
}
