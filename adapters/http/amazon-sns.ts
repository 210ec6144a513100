import type { IncomingMessage } from 'node:http';
import { get, type RequestOptions } from 'node:https';
import type { AddressPolicy } from '../../core/domain/endpoint/address-policy';
import type { AmazonSns, SnsAnswer } from '../../core/usecases/amazon-sns';
import { checkedLookup, type Resolve } from './checked-lookup';

/** Milliseconds for one answer, from resolving the name to its last byte. SNS is near and small; a batch waits for it. */
const TIMEOUT = 3_000;

/** Bytes. A certificate with its chain has some 5 KB, the answer to a confirmation less. */
const MOST_BYTES = 65_536;

/** SNS has public addresses, whatever endpoints may have here. */
const PUBLIC_ONLY: AddressPolicy = { httpsOnly: true, allow: [] };

/** For tests: where names lead to, what may be connected to, and whose certificates count. */
export interface AmazonSnsSettings {
  readonly resolve?: Resolve;
  readonly policy?: AddressPolicy;
  readonly tls?: Pick<RequestOptions, 'port'> & { readonly ca?: string };
  readonly timeoutMs?: number;
}

/**
 * Amazon SNS over HTTPS, by Node's own client, which follows no redirects: a function that needs this once in the life of
 * a subscription should not load more for it.
 */
export function createAmazonSns({ resolve, policy = PUBLIC_ONLY, tls, timeoutMs }: AmazonSnsSettings = {}): AmazonSns {
  const lookup = checkedLookup(policy, resolve);
  return {
    get: (url) =>
      new Promise<SnsAnswer>((answered, failed) => {
        const signal = AbortSignal.timeout(timeoutMs ?? TIMEOUT);
        // A connection of its own: none is kept that would outlive the check of its address.
        const request = get(url, { ...tls, agent: false, lookup, signal }, (answer) => {
          read(answer).then(answered, failed);
        });
        request.on('error', failed);
      }),
  };
}

async function read(answer: IncomingMessage): Promise<SnsAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop destroys the stream, and the socket with it.
    if (size > MOST_BYTES) throw new Error('The answer of Amazon SNS is too large.');
  }
  return { status_code: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') };
}
