import { API_ROUTE_KINDS } from '../../contracts/api-routes';
import type { ApiRoute, ApiRouteName } from '../../contracts/api-routes';
import type { JsonObject } from '../../contracts/json';
import { ALERT_BODY, INTAKE_ROUTES, type IntakeRoute } from '../../contracts/openapi/intake';
import type { Schema } from '../../contracts/openapi/documented-bodies';
import { REFUSALS, type Refusal, type RefusalStatus } from '../../contracts/openapi/refusals';
import { jsonContent, makeOperation, refusal } from './operation';
import { hoistNamed } from './hoist-named';
import { componentSchemas } from './schema-references';

/** Where the document says the API is. */
export interface OpenApiPlace {
  /** Scheme and host, no trailing slash. */
  readonly url: string;
}

/**
 * The OpenAPI 3.1 document of the API, made of the table of routes and the schemas that check the bodies: it can't say
 * anything else than what is served. The same for every deployment but for `servers`.
 */
export function makeOpenApi({ url }: OpenApiPlace): JsonObject {
  // Nobody needs a token to ask for it, so it is put together for the first who asks and not for each.
  document ??= makeDocument();
  // Keeps the place that the key has in the document.
  return { ...document, servers: [{ url }] };
}

let document: JsonObject | undefined;

function makeDocument(): JsonObject {
  const paths = hoistNamed({ ...intakePaths(), ...apiPaths() });
  const made = {
    openapi: '3.1.1',
    info: {
      title: 'Tocsin',
      version: '1',
      summary: 'Alerts in over HTTP, incidents bound by entity id, signed webhooks out.',
      description: 'What differs from the hosted product, and why, is in docs/api.md.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [],
    security: [{ token: [] }],
    tags: ['Intake', ...Object.keys(API_ROUTE_KINDS)].map((name) => ({ name })),
    paths: paths.value,
    components: {
      securitySchemes: {
        token: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: 'An API token: `Token <text>` or `Bearer <text>`, the word in any case (contract §0.2).',
        },
      },
      schemas: { ...componentSchemas(), ...refusalSchemas(), ...paths.components },
    },
  };
  // Plain data through and through: what is written down is what was made, without the keys that are undefined.
  return JSON.parse(JSON.stringify(made)) as JsonObject;
}

function refusalSchemas(): Schema {
  return Object.fromEntries(Object.values<Refusal>(REFUSALS).map(({ schema }) => [String(schema['title']), schema]));
}

function apiPaths(): Readonly<Record<string, Schema>> {
  const paths: Record<string, Schema> = {};
  for (const [tag, routes] of Object.entries<Readonly<Record<string, ApiRoute>>>(API_ROUTE_KINDS)) {
    for (const [name, route] of Object.entries(routes)) {
      const path: Record<string, unknown> = { ...(paths[route.path] ?? pathParameters(route.path)) };
      for (const method of route.methods) {
        // The kinds are what API_ROUTES is made of, so their names are its names.
        path[method.toLowerCase()] = makeOperation(name as ApiRouteName, method, route, tag);
      }
      paths[route.path] = path;
    }
  }
  return paths;
}

/** The parameters of a path, which all its operations share. */
function pathParameters(path: string): Schema {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (names.length === 0) return {};
  return { parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })) };
}

function intakePaths(): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    INTAKE_ROUTES.map((route) => [route.path, { ...pathParameters(route.path), post: intake(route) }]),
  );
}

function intake({ operationId, summary, body, success }: IntakeRoute): Schema {
  const statuses: readonly RefusalStatus[] = [404, 413, 429];
  return {
    operationId,
    tags: ['Intake'],
    summary,
    requestBody: { required: true, content: jsonContent(body ?? ALERT_BODY) },
    responses: {
      [success.status]: { description: 'It is in the queue.', content: jsonContent(success.schema) },
      // Here alone the reason is under `error` (contract §0.3).
      400: {
        description: 'The body can not be taken: what is wrong and where.',
        content: jsonContent({ type: 'object', required: ['error'], properties: { error: { type: 'string' } } }),
      },
      ...Object.fromEntries(statuses.map((status) => [status, refusal(status)])),
    },
    security: [],
  };
}
