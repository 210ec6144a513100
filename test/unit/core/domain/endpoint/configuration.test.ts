import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../../core/contracts/json';
import type { EndpointConfiguration } from '../../../../../core/contracts/resources';
import { viewEndpointConfiguration } from '../../../../../core/domain/endpoint/configuration-view';
import {
  type ConfigurationContext,
  type ReadConfiguration,
  readEndpointConfiguration,
} from '../../../../../core/domain/endpoint/read-configuration';
import { rotateSecret, signingSecrets } from '../../../../../core/domain/endpoint/webhook-secrets';
import { parseLossless } from '../../../../../core/domain/json/parse-lossless';
import { anEndpoint } from '../../../../support/builders/outgoing';

const URL_OK = 'https://receiver.example/tocsin';

function read(body: Json, over: Partial<ConfigurationContext> = {}): ReadConfiguration {
  return readEndpointConfiguration(body, {
    policy: { httpsOnly: false, allow: [] },
    previous: null,
    seal: (clear) => `sealed ${clear}`,
    newSecret: () => 'whsec_fresh',
    ...over,
  });
}

function configured(body: Json, over: Partial<ConfigurationContext> = {}): EndpointConfiguration {
  const result = read(body, over);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.configuration;
}

/** Paths and messages of what is wrong. */
function errorsOf(body: Json, over: Partial<ConfigurationContext> = {}): readonly (readonly [string, string])[] {
  const result = read(body, over);
  return result.ok ? [] : result.errors.map(({ path, message }) => [path, message] as const);
}

describe('reading an endpoint’s configuration', () => {
  it('takes all fields, and seals secrets', () => {
    const body: JsonObject = {
      url: URL_OK,
      events: ['resolved', 'triggered', 'resolved'],
      auth: { type: 'signature', signing_key: 'key' },
      headers: { 'X-Team': 'payments' },
      timeout_seconds: 30,
      standard_webhooks: { enabled: true },
    };
    expect(read(body)).toEqual({
      ok: true,
      newSecret: 'whsec_fresh',
      configuration: {
        url: URL_OK,
        events: ['triggered', 'resolved'],
        auth: { type: 'signature', signing_key: 'sealed key' },
        headers: { 'X-Team': 'payments' },
        timeout_seconds: 30,
        standard_webhooks: { enabled: true, secrets: [{ secret: 'sealed whsec_fresh', valid_until: null }] },
      },
    });
  });

  it('needs no more than a URL', () => {
    expect(configured({ url: 'https://receiver.example' })).toMatchObject({
      url: 'https://receiver.example/',
      events: ['triggered', 'acknowledged', 'resolved'],
      auth: { type: 'none' },
      headers: {},
      timeout_seconds: 3,
      standard_webhooks: { enabled: true },
    });
  });

  it('reports everything that is wrong at once, and makes no secret for it', () => {
    const body: JsonObject = {
      url: 'http://169.254.169.254/',
      events: ['opened', 'resolved', 1],
      auth: { type: 'basic', username: 'a:b', password: '' },
      headers: { 'X Team': 'a', Host: 'a', 'X-Ok': 'a\r\nb' },
      timeout_seconds: 31,
      standard_webhooks: { enabled: 'yes' },
      timeout: 5,
    };
    const never = (): string => {
      throw new Error('made a secret');
    };
    expect(errorsOf(body, { newSecret: never }).map(([path]) => path)).toEqual([
      'timeout',
      'url',
      'events[0]',
      'events[2]',
      'auth.username',
      'auth.password',
      'headers.X Team',
      'headers.Host',
      'headers.X-Ok',
      'timeout_seconds',
      'standard_webhooks.enabled',
    ]);
  });

  it.each<[Json, string]>([
    [null, ''],
    [[], ''],
    ['text', ''],
    [{}, 'url'],
    [{ url: 7 }, 'url'],
    [{ url: '' }, 'url'],
    [{ url: URL_OK, events: [] }, 'events'],
    [{ url: URL_OK, events: 'triggered' }, 'events'],
    [{ url: URL_OK, auth: { type: 'bearer' } }, 'auth.type'],
    [{ url: URL_OK, auth: 'none' }, 'auth.type'],
    [{ url: URL_OK, auth: null }, 'auth.type'],
    [{ url: URL_OK, auth: { type: 'signature' } }, 'auth.signing_key'],
    [{ url: URL_OK, auth: { type: 'signature', signing_key: 'a\n' } }, 'auth.signing_key'],
    [{ url: URL_OK, auth: { type: 'basic', username: 'u' } }, 'auth.password'],
    [{ url: URL_OK, auth: { type: 'basic', password: 'p' } }, 'auth.username'],
    [{ url: URL_OK, headers: [] }, 'headers'],
    [{ url: URL_OK, headers: { 'X-A': 1 } }, 'headers.X-A'],
    [{ url: URL_OK, headers: { 'X-A': '' } }, 'headers.X-A'],
    [{ url: URL_OK, headers: { 'X-A': 'é' } }, 'headers.X-A'],
    [{ url: URL_OK, headers: { '': 'a' } }, 'headers.'],
    [{ url: URL_OK, headers: { 'X-A': 'a', 'x-a': 'b' } }, 'headers.x-a'],
    [{ url: URL_OK, timeout_seconds: 0 }, 'timeout_seconds'],
    [{ url: URL_OK, timeout_seconds: 2.5 }, 'timeout_seconds'],
    [{ url: URL_OK, timeout_seconds: '3' }, 'timeout_seconds'],
    [{ url: URL_OK, timeout_seconds: parseLossless('1e999') }, 'timeout_seconds'],
    [{ url: URL_OK, standard_webhooks: true }, 'standard_webhooks.enabled'],
    [parseLossless('12345678901234567890'), ''],
  ])('refuses %j at %j', (body, path) => {
    expect(errorsOf(body).map(([at]) => at)).toEqual([path]);
  });

  it.each([
    'Host',
    'content-length',
    'Content-Type',
    'Transfer-Encoding',
    'User-Agent',
    'Authorization',
    'X-SIGNATURE',
    'Webhook-Id',
    'webhook-signature',
    'X-Tocsin-Attempt',
    'Proxy-Authorization',
    'Connection',
  ])('keeps the header %s to ourselves', (name) => {
    expect(errorsOf({ url: URL_OK, headers: { [name]: 'a' } })).toEqual([
      [`headers.${name}`, 'This header is set by Tocsin and can not be replaced.'],
    ]);
  });

  it('takes a header called __proto__ for the name that it is', () => {
    const body = JSON.parse(`{"url": "${URL_OK}", "headers": {"__proto__": "a"}}`) as Json;
    expect(Object.entries(configured(body).headers)).toEqual([['__proto__', 'a']]);
  });

  it('takes no more than twenty headers', () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`X-${index}`, 'a']));
    expect(errorsOf({ url: URL_OK, headers: many })).toEqual([['headers', 'At most 20 headers.']]);
  });

  it('refuses plain http where the deployment wants https', () => {
    const policy = { httpsOnly: true, allow: [] };
    expect(errorsOf({ url: 'http://receiver.example/' }, { policy })).toEqual([
      ['url', 'The URL must begin with https://.'],
    ]);
  });
});

describe('secrets of a configuration that is replaced', () => {
  const signed = anEndpoint({ auth: { type: 'signature', signing_key: 'sealed old' } });

  it('stay when they are said to be set', () => {
    const body: JsonObject = { url: URL_OK, auth: { type: 'signature', signing_key: { set: true } } };
    expect(configured(body, { previous: signed }).auth).toEqual(signed.auth);
  });

  it('can not stay when there is none of that kind', () => {
    const body: JsonObject = { url: URL_OK, auth: { type: 'basic', username: 'u', password: { set: true } } };
    expect(errorsOf(body, { previous: signed })).toEqual([
      ['auth.password', 'No secret is stored that could stay as it is; give it as text.'],
    ]);
    expect(errorsOf(body)).toHaveLength(1);
  });

  it('stay for Standard Webhooks, also while those are switched off', () => {
    const secrets = [{ secret: 'sealed whsec_old', valid_until: null }];
    const previous = anEndpoint({ standard_webhooks: { enabled: true, secrets } });
    const off = read({ url: URL_OK, standard_webhooks: { enabled: false } }, { previous });
    expect(off).toMatchObject({
      ok: true,
      newSecret: null,
      configuration: { standard_webhooks: { enabled: false, secrets } },
    });
    expect(read({ url: URL_OK }, { previous })).toMatchObject({
      ok: true,
      newSecret: null,
      configuration: { standard_webhooks: { enabled: true, secrets } },
    });
  });

  it('are not made while Standard Webhooks are off', () => {
    expect(read({ url: URL_OK, standard_webhooks: { enabled: false } })).toMatchObject({
      ok: true,
      newSecret: null,
      configuration: { standard_webhooks: { enabled: false, secrets: [] } },
    });
  });
});

describe('the view of a configuration', () => {
  const body: JsonObject = {
    url: URL_OK,
    auth: { type: 'basic', username: 'u', password: 'p4ss' },
    timeout_seconds: 5,
  };

  it('never shows a secret, only that it is set', () => {
    const view = viewEndpointConfiguration(configured(body), null);
    expect(view).toEqual({
      url: URL_OK,
      events: ['triggered', 'acknowledged', 'resolved'],
      auth: { type: 'basic', username: 'u', password: { set: true } },
      headers: {},
      timeout_seconds: 5,
      standard_webhooks: { enabled: true, secret: { set: true } },
    });
    expect(JSON.stringify(view)).not.toContain('sealed');
  });

  it('shows a Standard Webhooks secret when it was just made', () => {
    const view = viewEndpointConfiguration(configured(body), 'whsec_fresh');
    expect(view['standard_webhooks']).toEqual({ enabled: true, secret: 'whsec_fresh' });
  });

  it.each<[JsonObject]>([
    [{ type: 'none' }],
    [{ type: 'basic', username: 'u', password: 'p' }],
    [{ type: 'signature', signing_key: 'k' }],
  ])('can be put back as it is, with auth %j', (auth) => {
    const first = configured({ url: URL_OK, auth, headers: { 'X-A': 'b c' } });
    expect(configured(viewEndpointConfiguration(first, null), { previous: first })).toEqual(first);
  });

  it('says of a configuration without Standard Webhooks that they are off', () => {
    expect(viewEndpointConfiguration(anEndpoint(), null)['standard_webhooks']).toEqual({ enabled: false });
  });
});

describe('rotating a webhook secret', () => {
  const DAY = 24 * 60 * 60 * 1_000_000;
  const first = { enabled: true, secrets: [{ secret: 'one', valid_until: null }] };

  it('signs with both for 24 hours, then with the new one only', () => {
    const rotated = rotateSecret(first, 'two', 1_000);
    expect(signingSecrets(rotated, 1_000 + DAY - 1)).toEqual(['two', 'one']);
    expect(signingSecrets(rotated, 1_000 + DAY)).toEqual(['two']);
  });

  it('twice does not make the first one live longer, and forgets it when its time is over', () => {
    const twice = rotateSecret(rotateSecret(first, 'two', 0), 'three', DAY / 2);
    expect(signingSecrets(twice, DAY / 2)).toEqual(['three', 'two', 'one']);
    expect(signingSecrets(twice, DAY)).toEqual(['three', 'two']);
    expect(rotateSecret(twice, 'four', DAY).secrets.map(({ secret }) => secret)).toEqual(['four', 'three', 'two']);
  });

  it('signs with none while they are switched off or not set up', () => {
    expect(signingSecrets({ ...first, enabled: false }, 0)).toEqual([]);
    expect(signingSecrets(undefined, 0)).toEqual([]);
  });
});
