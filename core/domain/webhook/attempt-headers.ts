import type { DeliveryMessage } from '../../contracts/delivery';
import type { Micros } from '../../contracts/incident';
import type { EndpointConfiguration } from '../../contracts/resources';
import { signingSecrets } from '../endpoint/webhook-secrets';
import { signStandardWebhook } from './standard-webhooks';
import { signBody } from './x-signature';

/** What the headers of one attempt are made of. */
export interface AttemptContext {
  readonly message: DeliveryMessage;
  readonly endpoint: EndpointConfiguration;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  readonly now: Micros;
  /** `Tocsin/<version>`. */
  readonly userAgent: string;
  /** Decrypts a credential. */
  readonly open: (sealed: string) => string;
}

const MICROS_PER_SECOND = 1_000_000;

/**
 * All headers of an attempt (own-routes, "Deliveries"): the endpoint's own first, so that none of them could replace ours
 * even if it got past the reader of configurations.
 */
export function makeAttemptHeaders(context: AttemptContext): Readonly<Record<string, string>> {
  const { message, endpoint, attempt, userAgent } = context;
  return {
    ...endpoint.headers,
    'Content-Type': 'application/json',
    'User-Agent': userAgent,
    'X-Tocsin-Attempt': String(attempt),
    'X-Tocsin-Sequence': String(message.sequence),
    ...authHeaders(context),
    ...standardHeaders(context),
  };
}

function authHeaders({ endpoint: { auth }, message, open }: AttemptContext): Readonly<Record<string, string>> {
  switch (auth.type) {
    case 'none':
      return {};
    case 'basic':
      return {
        Authorization: `Basic ${Buffer.from(`${auth.username}:${open(auth.password)}`, 'utf8').toString('base64')}`,
      };
    case 'signature':
      return { 'X-SIGNATURE': signBody(open(auth.signing_key), message.body) };
  }
}

/** Id and time go with every webhook, so that a receiver can drop repeats; the signature where it is switched on. */
function standardHeaders({ endpoint, message, now, open }: AttemptContext): Readonly<Record<string, string>> {
  const timestamp = Math.floor(now / MICROS_PER_SECOND);
  const named = { 'webhook-id': message.id, 'webhook-timestamp': String(timestamp) };
  const secrets = signingSecrets(endpoint.standard_webhooks, now).map(open);
  if (secrets.length === 0) return named;
  const content = { id: message.id, timestamp, body: message.body };
  return { ...named, 'webhook-signature': signStandardWebhook(secrets, content) };
}
