import type { LookupAddress } from 'node:dns';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Resolve } from '../../../adapters/http/checked-lookup';
import { createEndpointSender } from '../../../adapters/http/endpoint-sender';
import { parseAllowList } from '../../../core/domain/endpoint/cidr';
import type { EndpointSender, HttpAnswer } from '../../../core/usecases/ports';
import { answer, type Receiver, startReceiver } from '../../support/receivers';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver(answer(200), '0.0.0.0');
});
afterEach(() => receiver.close());

const asLookup = (address: string): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 });

/** Answers each question with the next list of addresses, like a DNS server that changes its mind. */
function resolving(...answers: readonly (readonly string[])[]): Resolve {
  let asked = 0;
  return (_hostname, _options, callback) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    callback(null, addresses.map(asLookup));
  };
}

function sender(allow: string, resolve?: Resolve): EndpointSender {
  return createEndpointSender({ httpsOnly: false, allow: parseAllowList(allow) }, resolve);
}

function post(to: EndpointSender, host: string): Promise<HttpAnswer> {
  return to.send({ url: `http://${host}:${receiver.port}/`, headers: {}, body: '{}', timeout_ms: 3_000 });
}

describe('connecting to an endpoint', () => {
  it('is refused where the name resolves to an address that endpoints may not have', async () => {
    const got = await post(sender('', resolving(['127.0.0.1'])), 'receiver.example');
    expect(got).toMatchObject({
      status_code: null,
      error: 'The address 127.0.0.1 is loopback; endpoints must have a public address.',
    });
    expect(receiver.connections()).toBe(0);
  });

  it('is checked anew each time, so a name that changes its address between two attempts gains nothing', async () => {
    const flipping = sender('127.0.0.1/32', resolving(['127.0.0.1'], ['127.0.0.2']));
    expect(await post(flipping, 'receiver.example')).toMatchObject({ status_code: 200 });
    expect(await post(flipping, 'receiver.example')).toMatchObject({ status_code: null });
    expect(receiver.connections()).toBe(1);
  });

  it('goes to the very address that was checked: the name is asked for once per attempt', async () => {
    let asked = 0;
    const counting: Resolve = (hostname, options, callback) => {
      asked += 1;
      resolving(['127.0.0.1'])(hostname, options, callback);
    };
    expect(await post(sender('127.0.0.1/32', counting), 'receiver.example')).toMatchObject({ status_code: 200 });
    expect(asked).toBe(1);
  });

  it('leaves out the refused ones of several addresses', async () => {
    const mixed = sender('127.0.0.1/32', resolving(['10.0.0.1', '127.0.0.2', '127.0.0.1']));
    expect(await post(mixed, 'receiver.example')).toMatchObject({ status_code: 200 });
    expect(receiver.connections()).toBe(1);
  });

  it.each(['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost'])(
    'is refused for http://%s/ without asking anybody',
    async (host) => {
      const never: Resolve = () => {
        throw new Error('asked for a name');
      };
      const got = await post(sender('', never), host);
      expect(got.status_code).toBeNull();
      expect(got.error).toMatch(/^The address .* is (loopback|IPv4-mapped); endpoints must have a public address\.$/);
      expect(receiver.connections()).toBe(0);
    },
  );

  it('is allowed for an address on the deployment’s list', async () => {
    expect(await post(sender('127.0.0.0/8'), '127.0.0.1')).toMatchObject({ status_code: 200 });
  });

  it('says plainly that a name does not resolve', async () => {
    const failing: Resolve = (_hostname, _options, callback) => {
      callback(Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' }), []);
    };
    expect(await post(sender('', failing), 'nobody.example')).toMatchObject({
      status_code: null,
      error: 'The host name does not resolve to an address.',
    });
  });

  it('is refused for plain http where the deployment wants https', async () => {
    const strict = createEndpointSender({ httpsOnly: true, allow: parseAllowList('127.0.0.0/8') });
    expect(await post(strict, '127.0.0.1')).toMatchObject({
      status_code: null,
      error: 'The URL must begin with https://.',
    });
    expect(receiver.connections()).toBe(0);
  });
});
