import { readFileSync } from 'node:fs';
import type { ApiRouteName, HttpMethod } from '../../../core/contracts/api-routes';
import { API_ROUTES } from '../../../core/contracts/api-routes';

/** A JSON Schema as the document has it. */
export type DocumentedSchema = Readonly<Record<string, unknown>>;

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: DocumentedSchema }>>;
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly DocumentedParameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
  readonly security: readonly unknown[];
  readonly 'x-scope'?: string;
}

/** A query parameter. */
export interface DocumentedParameter {
  readonly name: string;
  readonly schema: DocumentedSchema;
}

/** An operation of docs/openapi.json with where it is. */
export interface Operation {
  readonly id: string;
  readonly method: HttpMethod;
  readonly path: string;
  /** The route that serves it; null for those of intake, which another function serves. */
  readonly route: ApiRouteName | null;
  readonly parameters: readonly DocumentedParameter[];
  /** Of its body; null when it takes none. */
  readonly body: DocumentedSchema | null;
  /** By status; null for an answer that has no body. */
  readonly answers: Readonly<Record<string, DocumentedSchema | null>>;
  /** Null: it needs no token. */
  readonly scope: string | null;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, DocumentedSchema>> };
}

const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The document as it is committed. */
export const DOCUMENT = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as Document;

/** All its operations. */
export const OPERATIONS: readonly Operation[] = Object.entries(DOCUMENT.paths).flatMap(([path, operations]) =>
  METHODS.flatMap((method) => {
    const operation = operations[method.toLowerCase()];
    return operation === undefined ? [] : [read(path, method, operation)];
  }),
);

function read(path: string, method: HttpMethod, operation: DocumentedOperation): Operation {
  const answers = Object.entries(operation.responses).map(([status, answer]) => [status, schemaOf(answer)] as const);
  return {
    id: operation.operationId,
    method,
    path,
    route: routeOf(operation),
    parameters: operation.parameters ?? [],
    body: schemaOf(operation.requestBody),
    answers: Object.fromEntries(answers),
    scope: operation.security.length === 0 ? null : (operation['x-scope'] ?? null),
  };
}

function schemaOf(holder: Content | undefined): DocumentedSchema | null {
  return holder?.content?.['application/json']?.schema ?? null;
}

function routeOf({ operationId, tags }: DocumentedOperation): ApiRouteName | null {
  if (tags.includes('Intake')) return null;
  // The second method of a route says so in its id.
  const name = operationId.replace(/With(Get|Post|Put|Patch|Delete)$/, '');
  if (!Object.hasOwn(API_ROUTES, name)) throw new Error(`No route serves ${operationId}.`);
  return name as ApiRouteName;
}
