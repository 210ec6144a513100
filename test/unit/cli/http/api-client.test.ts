import { describe, expect, it } from '@jest/globals';
import { ApiClient, pathOf } from '../../../../cli/http/api-client';
import { retryAfterMs } from '../../../../cli/http/retry-after';

interface Scripted {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client whose answers are given one after the other; the last one again and again. */
function scripted(...answers: readonly Scripted[]) {
  const waits: number[] = [];
  const requests: { readonly url: string; readonly init: RequestInit }[] = [];
  const io = {
    fetch: (url: string, init: RequestInit) => {
      const { status, body = null, headers = {} } = answers[Math.min(requests.length, answers.length - 1)]!;
      requests.push({ url, init });
      return Promise.resolve(new Response(body, { status, headers }));
    },
    pause: (milliseconds: number) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    now: () => 1_000_000,
  };
  return { client: new ApiClient(io, 'https://api.example', 'secret'), waits, requests };
}

describe('a call of the API', () => {
  it('waits as long as it is told to and goes on', async () => {
    const later = { status: 429, headers: { 'retry-after': '7' } };
    const { client, waits, requests } = scripted(later, { status: 503 }, { status: 200, body: '{"a":1}' });
    expect(await client.call('POST', '/x/', { body: { b: 2 }, query: { page: '2' } })).toEqual({ a: 1 });
    expect(waits).toEqual([7_000, 1_000]);
    expect(requests.map(({ url }) => url)).toEqual(Array(3).fill('https://api.example/x/?page=2'));
    expect(requests[2]?.init).toMatchObject({ body: '{"b":2}', headers: { authorization: 'Token secret' } });
  });

  it('gives up on who keeps saying later, or says much later', async () => {
    const often = scripted({ status: 429, headers: { 'retry-after': '1' }, body: '{"detail":"Slow down."}' });
    await expect(often.client.call('GET', '/x/')).rejects.toThrow('GET /x/: 429 Slow down.');
    expect(often.requests).toHaveLength(5);
    const long = scripted({ status: 429, headers: { 'retry-after': '3600' } });
    await expect(long.client.call('GET', '/x/')).rejects.toThrow('429');
    expect(long.waits).toEqual([]);
  });

  it("tells a refusal in the API's words, with the paths of errors", async () => {
    const body = JSON.stringify({
      detail: 'No.',
      errors: [
        { path: 'a[0].b', message: 'is wrong' },
        { path: '', message: 'all of it' },
      ],
    });
    await expect(scripted({ status: 400, body }).client.call('PUT', '/x/')).rejects.toMatchObject({
      message: 'PUT /x/: 400 No.\n  a[0].b: is wrong\n  all of it',
      exitCode: 1,
    });
  });

  it('tells of an answer that is not from the API by its status', async () => {
    await expect(scripted({ status: 502, body: '<html>' }).client.call('GET', '/x/')).rejects.toThrow(
      'GET /x/: 502 without a reason that could be read',
    );
  });

  it('reads nothing from an empty answer', async () => {
    expect(await scripted({ status: 204 }).client.call('DELETE', '/x/')).toBeNull();
  });

  it('says who does not answer', async () => {
    const refused = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    const io = { fetch: () => Promise.reject(refused), pause: () => Promise.resolve(), now: () => 0 };
    const client = new ApiClient(io, 'http://127.0.0.1:1', null);
    await expect(client.call('GET', '/x/')).rejects.toThrow('Nothing answers at http://127.0.0.1:1: ECONNREFUSED');
  });
});

describe('a path', () => {
  it('has its parameters filled in, whatever they are', () => {
    expect(pathOf('/a/{b}/c/{d}/', { b: 'x/y', d: '#1' })).toBe('/a/x%2Fy/c/%231/');
  });
});

describe('Retry-After', () => {
  it.each([
    ['3', 3_000],
    [new Date(1_000_000 + 5_000).toUTCString(), 5_000],
    [new Date(0).toUTCString(), 0],
    [null, 1_000],
    ['soon', 1_000],
    ['61', null],
  ])('%s is %s ms', (header, expected) => {
    expect(retryAfterMs(header, 1_000_000)).toBe(expected);
  });
});
