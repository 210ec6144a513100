import { describe, expect, it } from '@jest/globals';
import { API_ROUTES } from '../../../../core/contracts/api-routes';
import { createRouter } from '../../../../lambdas/api/router';

const find = createRouter({
  one: { methods: ['GET'], path: '/api/things/{thing}/', access: 'read', summary: '' },
  change: { methods: ['PUT', 'PATCH'], path: '/api/things/{thing}/', access: 'write', summary: '' },
  filter: { methods: ['POST'], path: '/api/things/filter/', access: 'read', summary: '' },
});

describe('routing', () => {
  it.each(['/api/things/7/', '/api/things/7'])('finds %s with and without the trailing slash', (path) => {
    expect(find('GET', path)).toEqual({ found: true, name: 'one', params: { thing: '7' } });
  });

  it('prefers words to parameters', () => {
    expect(find('POST', '/api/things/filter/')).toMatchObject({ name: 'filter' });
  });

  it('decodes parameters', () => {
    expect(find('GET', '/api/things/a%20b%2Fc')).toMatchObject({ params: { thing: 'a b/c' } });
  });

  it.each(['/', '', '/api', '/api/things', '/api/things//', '/api/things/7/8', '/api/things/%ZZ', '/API/things/7'])(
    'knows no %s',
    (path) => {
      expect(find('GET', path)).toEqual({ found: false, allow: [] });
    },
  );

  it('says which methods a path has', () => {
    expect(find('DELETE', '/api/things/7')).toEqual({ found: false, allow: ['GET', 'PUT', 'PATCH'] });
  });

  it('reaches every route of the table by its own path', () => {
    const findOurs = createRouter(API_ROUTES);
    const reached = Object.values(API_ROUTES).flatMap(({ methods, path }) =>
      methods.map((method) => findOurs(method, path.replaceAll(/\{\w+\}/g, 'x'))),
    );
    expect(reached.map((match) => match.found && match.name)).toEqual(
      Object.entries(API_ROUTES).flatMap(([name, { methods }]) => methods.map(() => name)),
    );
  });
});
