import { describe, expect, it } from '@jest/globals';
import { httpEvent } from '../../../support/builders/http-event';
import { createRateLimiter } from '../../../../adapters/cache/rate-limiter';
import { makeTraceId } from '../../../../core/domain/trace-id';
import { createHandler } from '../../../../lambdas/api/handler';
import { ApiWorld, client } from '../../../support/builders/api-world';
import { PATHS } from '../../../support/builders/api-paths';

const PROFILE = '/api/user/profile/';
const UNPROCESSABLE = 'This request can not be processed.';

describe('the edge of the api function', () => {
  it('answers an unknown path with 404, with or without a token', async () => {
    const world = await new ApiWorld().settle();
    const asAdmin = await world.as();
    const notFound = { status: 404, body: { detail: 'Not Found.' } };
    expect(await asAdmin('GET', '/api/nothing/here/')).toMatchObject(notFound);
    expect(await client(world.handler)('GET', '/api/nothing/here/')).toMatchObject(notFound);
  });

  it('answers a wrong method with 405 and the right ones', async () => {
    const asAdmin = await (await new ApiWorld().settle()).as();
    const answer = await asAdmin('PUT', PATHS.teams, { body: {} });
    expect(answer).toMatchObject({
      status: 405,
      body: { detail: 'Method not allowed.' },
      headers: { allow: 'GET, POST' },
    });
  });

  it('refuses a token that asks too often, for all routes but those that want none, and no other token', async () => {
    const world = await new ApiWorld().settle();
    const limiter = createRateLimiter(2, () => world.now);
    const handler = createHandler({ log: world.log, ready: () => Promise.resolve({ ...world.deps, limiter }) });
    const bootstrap = async () => ((await world.handler({ action: 'bootstrap' })) as { api_token: string }).api_token;
    const [first, second] = [await bootstrap(), await bootstrap()];
    const [busy, other] = [client(handler, first), client(handler, second)];
    const answers = [await busy('GET', PROFILE), await busy('GET', '/api/account/teams/'), await busy('GET', PROFILE)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]).toMatchObject({
      headers: { 'retry-after': '30' },
      body: { detail: 'Request was throttled. Expected available in 30 seconds.' },
    });
    expect((await other('GET', PROFILE)).status).toBe(200);
    const traceId = makeTraceId(world.now, Buffer.from('seven'), world.signingKeys.traceIds);
    for (let n = 0; n < 5; n += 1) {
      const status = await busy('GET', `/api/alert/status/${traceId}/`);
      expect(status).toMatchObject({ status: 200, body: { status: 'queued' } });
    }
  });

  it.each(['Token', 'token', 'Bearer'])('takes the scheme %s', async (scheme) => {
    const world = await new ApiWorld().settle();
    const { api_token } = (await world.handler({ action: 'bootstrap' })) as { readonly api_token: string };
    const headers = { authorization: `${scheme} ${api_token}` };
    expect((await client(world.handler)('GET', PROFILE, { headers })).status).toBe(200);
  });

  it.each([
    ['nothing', undefined, /empty/],
    ['no JSON', '{"name":', /not JSON/],
    ['an array', '[]', /JSON object/],
    ['null', 'null', /JSON object/],
    ['a text', '"name"', /JSON object/],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /UTF-8/],
    ['too many levels', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, /deeper/],
  ])('refuses %s as a body', async (_, body, message) => {
    const asAdmin = await (await new ApiWorld().settle()).as();
    const answer = await asAdmin('POST', PATHS.teams, body === undefined ? {} : { body });
    expect(answer.status).toBe(400);
    const refusal = answer.body as { detail: string; errors: { path: string; message: string }[] };
    expect(refusal.detail).toBe(UNPROCESSABLE);
    expect(refusal.errors).toHaveLength(1);
    expect(refusal.errors[0]).toMatchObject({ path: '', message: expect.stringMatching(message) });
  });

  it('refuses a body that is too large with 413', async () => {
    const asAdmin = await (await new ApiWorld().settle()).as();
    const answer = await asAdmin('POST', PATHS.teams, { body: { name: 'x'.repeat(300_000) } });
    expect(answer).toMatchObject({ status: 413, body: { detail: expect.stringContaining('262144') } });
  });

  it('takes a body without a Content-Type, and one that the gateway encoded', async () => {
    const asAdmin = await (await new ApiWorld().settle()).as();
    expect((await asAdmin('POST', PATHS.teams, { body: { name: 'Plain' } })).status).toBe(201);
    expect((await asAdmin('POST', PATHS.teams, { body: Buffer.from('{"name":"Çoded"}') })).body).toMatchObject({
      name: 'Çoded',
    });
  });

  it('ignores a body where none is wanted', async () => {
    const world = await new ApiWorld().settle();
    await world.integrate();
    const asAdmin = await world.as();
    expect((await asAdmin('DELETE', PATHS.integration, { body: '{}' })).status).toBe(204);
    expect((await asAdmin('GET', PROFILE, { body: 'not { JSON' })).status).toBe(200);
  });

  it('answers what is ours to blame with 500, a request id and nothing else, and logs it', async () => {
    const world = await new ApiWorld().settle();
    const asAdmin = await world.as();
    world.resources.team = () => Promise.reject(new Error('secret details'));
    const answer = await asAdmin('GET', PATHS.team);
    expect(answer).toMatchObject({ status: 500, body: { detail: 'Internal Server Error', request_id: 'request-1' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(world.log.lines).toContainEqual(expect.objectContaining({ level: 'error', message: 'request failed' }));
  });

  it.each([
    [{ host: '127.0.0.1:3000', 'x-forwarded-proto': 'http' }, 'http://127.0.0.1:3000/integration/'],
    [{ host: '[::1]:3000', 'x-forwarded-proto': 'http' }, 'http://[::1]:3000/integration/'],
    [{}, 'https://tocsin.example/integration/'],
    [{ host: 'evil.example/x?' }, 'https://gateway.example/integration/'],
    [{ host: '"><script>' }, 'https://gateway.example/integration/'],
    [{ 'x-forwarded-proto': 'javascript' }, 'https://tocsin.example/integration/'],
  ])('asked as %j, links to %s', async (headers, start) => {
    const world = await new ApiWorld().settle();
    await world.integrate();
    const answer = await (await world.as())('GET', PATHS.integration, { headers });
    expect((answer.body as { readonly webhook_url: string }).webhook_url.startsWith(start)).toBe(true);
  });
});

describe('what is no HTTP request', () => {
  it('is refused unless it is a bootstrap request', async () => {
    const { handler } = new ApiWorld();
    for (const event of [null, 'bootstrap', {}, { action: 'other' }, { Records: [] }]) {
      await expect(handler(event)).rejects.toThrow('neither');
    }
  });

  it('is never what HTTP can make of a request that looks like a bootstrap request', async () => {
    const world = new ApiWorld();
    const body = { action: 'bootstrap', demo: true };
    const event = {
      ...httpEvent('POST', '/api/action=bootstrap?action=bootstrap', { body, headers: { action: 'bootstrap' } }),
      action: 'bootstrap',
    };
    expect(await world.handler(event)).toMatchObject({ statusCode: 404 });
    expect(world.resources.count('token')).toBe(0);
  });
});
