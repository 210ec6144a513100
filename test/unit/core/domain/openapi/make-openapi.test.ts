import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { API_ROUTES } from '../../../../../core/contracts/api-routes';
import type { ApiRoute } from '../../../../../core/contracts/api-routes';
import { makeOpenApi } from '../../../../../core/domain/openapi/make-openapi';
import { OPENAPI_FILE, openApiText } from '../../../../../scripts/openapi/openapi-text';
import { API_PAGE, apiPageText } from '../../../../../scripts/openapi/route-list';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: object;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const document = makeOpenApi({ url: 'https://tocsin.example.com' });
const paths = document['paths'] as unknown as Paths;

function operations(): readonly Operation[] {
  return Object.values(paths).flatMap((path) => Object.values(path).filter((value) => 'operationId' in value));
}

function everyReference(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => (key === '$ref' ? [String(child)] : everyReference(child)));
}

describe('the OpenAPI document', () => {
  it('is committed as it is made (if not: npm run openapi)', () => {
    expect(readFileSync(OPENAPI_FILE, 'utf8')).toBe(openApiText());
  });

  it('is listed in the page of the API, path for path (if not: npm run openapi)', () => {
    const page = readFileSync(API_PAGE, 'utf8');
    expect(page).toBe(apiPageText());
    expect(Object.keys(paths).filter((path) => !page.includes(` ${path}\``))).toEqual([]);
  });

  it('has every route with each of its methods', () => {
    for (const { path, methods } of Object.values<ApiRoute>(API_ROUTES)) {
      expect(Object.keys(paths[path] ?? {})).toEqual(expect.arrayContaining(methods.map((m) => m.toLowerCase())));
    }
  });

  it('names each operation once', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('has what it refers to', () => {
    const schemas = Object.keys((document['components'] as { schemas: object }).schemas);
    const names = everyReference(document).map((reference) => reference.replace('#/components/schemas/', ''));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !schemas.includes(name))).toEqual([]);
  });

  it('says of each list with numbered pages that a page beyond the last is not found', () => {
    const paged = operations().filter(({ parameters }) =>
      parameters?.some(({ name, in: where }) => where === 'query' && name === 'page'),
    );
    expect(paged.map(({ operationId }) => operationId)).toContain('listIncidents');
    expect(paged.filter(({ responses }) => !('404' in responses))).toEqual([]);
  });

  it('says where it was asked for', () => {
    expect(document['servers']).toEqual([{ url: 'https://tocsin.example.com' }]);
  });
});
