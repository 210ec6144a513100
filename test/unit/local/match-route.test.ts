import { describe, expect, it } from '@jest/globals';
import { matchRoute } from '../../../local/http/match-route';

const KEYS = [
  'ANY /api/{proxy+}',
  'POST /api/events/{proxy+}',
  'GET /api/{name}/status',
  'ANY /api/fixed',
  'POST /integration/{proxy+}',
  '$default',
];
const routes = KEYS.map((key) => ({ key, functionName: 'f', timeoutMs: 1 }));
const keyOf = (method: string, path: string, among = routes) => matchRoute(among, method, path)?.route.key;

describe('choosing the route of a request', () => {
  it('prefers a literal path to a variable, and a variable to a greedy one', () => {
    expect(keyOf('GET', '/api/fixed')).toBe('ANY /api/fixed');
    expect(keyOf('GET', '/api/x/status')).toBe('GET /api/{name}/status');
    expect(keyOf('GET', '/api/x/other')).toBe('ANY /api/{proxy+}');
  });

  it('prefers the longer literal start of two greedy paths', () => {
    expect(keyOf('POST', '/api/events/key/')).toBe('POST /api/events/{proxy+}');
    expect(keyOf('GET', '/api/events/key/')).toBe('ANY /api/{proxy+}');
  });

  it('prefers the method to ANY on the same path', () => {
    const both = ['ANY /a/{proxy+}', 'PUT /a/{proxy+}'].map((key) => ({ key, functionName: 'f', timeoutMs: 1 }));
    expect(keyOf('PUT', '/a/b', both)).toBe('PUT /a/{proxy+}');
    expect(keyOf('GET', '/a/b', both)).toBe('ANY /a/{proxy+}');
  });

  it('takes $default for the rest, and nothing when there is none', () => {
    expect(keyOf('GET', '/elsewhere')).toBe('$default');
    expect(keyOf('GET', '/integration/x')).toBe('$default');
    expect(matchRoute(routes.slice(0, -1), 'GET', '/integration/x')).toBeUndefined();
  });

  it('needs something for a greedy variable to match', () => {
    expect(keyOf('POST', '/integration/')).toBe('$default');
    expect(keyOf('POST', '/integration')).toBe('$default');
  });

  it('gives variables their decoded values, greedy ones with inner and trailing slashes', () => {
    expect(matchRoute(routes, 'POST', '/integration/a/generic/k%20y/')?.parameters).toEqual({
      proxy: 'a/generic/k y/',
    });
    expect(matchRoute(routes, 'GET', '/api/n%2Fm/status')?.parameters).toEqual({ name: 'n/m' });
    expect(matchRoute(routes, 'GET', '/api/%zz/status')?.parameters).toEqual({ name: '%zz' });
  });
});
