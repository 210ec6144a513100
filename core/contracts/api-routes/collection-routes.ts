import type { BodySchemaName } from '../schemas/body-schemas';
import type { ApiRoute } from './route';

type Body = BodySchemaName | 'object';

/** What the routes of a collection are made of. */
interface CollectionWords<
  One extends string,
  Many extends string,
  Path extends string,
  Param extends string,
  Create extends Body,
  Change extends Body,
> {
  /** As in the routes' names: `Tag` and `Tags` make `createTag`, `listTags` and so on. */
  readonly one: One;
  readonly many: Many;
  readonly path: Path;
  readonly param: Param;
  /** Schemas of POST's body, and of PUT's and PATCH's. */
  readonly create: Create;
  readonly change: Change;
  /** For people: `a tag`, `The tags of a team`. */
  readonly called: string;
  readonly calledAll: string;
}

type CollectionRoutes<
  One extends string,
  Many extends string,
  Path extends string,
  Param extends string,
  Create extends Body,
  Change extends Body,
> = { readonly [K in `list${Many}`]: RouteOf<Path, 'read'> } & {
  readonly [K in `create${One}`]: RouteOf<Path, 'write'> & { readonly body: Create };
} & { readonly [K in `get${One}`]: RouteOf<`${Path}{${Param}}/`, 'read'> } & {
  readonly [K in `update${One}`]: RouteOf<`${Path}{${Param}}/`, 'write'> & { readonly body: Change };
} & { readonly [K in `delete${One}`]: RouteOf<`${Path}{${Param}}/`, 'write'> };

type RouteOf<Path extends string, Access extends ApiRoute['access']> = Omit<ApiRoute, 'path' | 'access' | 'body'> & {
  readonly path: Path;
  readonly access: Access;
};

/**
 * The five routes of a collection: list and make; read, change and delete one. PUT and PATCH are the same route: both
 * change what the body names (contract §1.10, and docs/api.md).
 */
export function collectionRoutes<
  const One extends string,
  const Many extends string,
  const Path extends string,
  const Param extends string,
  const Create extends Body,
  const Change extends Body,
>(
  words: CollectionWords<One, Many, Path, Param, Create, Change>,
): CollectionRoutes<One, Many, Path, Param, Create, Change> {
  const { one, many, path, param, create, change, called, calledAll } = words;
  const item = `${path}{${param}}/`;
  const routes: Readonly<Record<string, ApiRoute>> = {
    [`list${many}`]: { methods: ['GET'], path, access: 'read', summary: calledAll },
    [`create${one}`]: { methods: ['POST'], path, access: 'write', body: create, summary: `Make ${called}` },
    [`get${one}`]: { methods: ['GET'], path: item, access: 'read', summary: `Read ${called}` },
    [`update${one}`]: {
      methods: ['PUT', 'PATCH'],
      path: item,
      access: 'write',
      body: change,
      summary: `Change ${called}`,
    },
    [`delete${one}`]: { methods: ['DELETE'], path: item, access: 'write', summary: `Delete ${called}` },
  };
  // The names are put together above just as the type says; the compiler does not follow computed keys.
  return routes as unknown as CollectionRoutes<One, Many, Path, Param, Create, Change>;
}
