import type { ApiRoute, ApiRouteName, HttpMethod } from '../../contracts/api-routes';
import { ANSWERS, ANSWERS_UNDER_WAY } from '../../contracts/openapi/answers';
import { DOCUMENTED_BODIES, type Schema } from '../../contracts/openapi/documented-bodies';
import { QUERY_PARAMETERS, type QueryParameter } from '../../contracts/openapi/query-parameters';
import { OTHER_REFUSALS, REFUSALS, type Refusal, type RefusalStatus } from '../../contracts/openapi/refusals';
import { successStatus } from '../../contracts/openapi/success-statuses';
import { BODY_SCHEMAS } from '../../contracts/schemas/body-schemas';
import { toComponent } from './schema-references';

/** A route's method as an OpenAPI operation object. */
export function makeOperation(name: ApiRouteName, method: HttpMethod, route: ApiRoute, tag: string): Schema {
  const body = bodySchema(name, route);
  return {
    operationId: operationId(name, method, route),
    tags: [tag],
    summary: route.summary,
    // The parameters of the path belong to the path.
    ...parametersOf(QUERY_PARAMETERS[name] ?? []),
    ...(body !== null && { requestBody: { required: true, content: jsonContent(body) } }),
    responses: { ...success(name, method), ...refusals(name, route, body !== null) },
    security: route.access === 'open' ? [] : [{ token: [] }],
    ...(route.access !== 'open' && { 'x-scope': route.access }),
  };
}

/** One route may have two methods; ids have to differ. */
function operationId(name: ApiRouteName, method: HttpMethod, { methods }: ApiRoute): string {
  return method === methods[0] ? name : `${name}With${method.charAt(0)}${method.slice(1).toLowerCase()}`;
}

function bodySchema(name: ApiRouteName, { body }: ApiRoute): Schema | null {
  if (body === undefined) return null;
  if (body !== 'object' && body !== 'exact') return toComponent(BODY_SCHEMAS[body]);
  return toComponent(DOCUMENTED_BODIES[name] ?? { type: 'object' });
}

function parametersOf(query: readonly QueryParameter[]): Schema {
  if (query.length === 0) return {};
  return { parameters: query.map((parameter) => ({ ...parameter, in: 'query' })) };
}

function success(name: ApiRouteName, method: HttpMethod): Schema {
  const status = successStatus(name, method);
  if (status === 204) return { 204: { description: 'It is done.' } };
  const later = ANSWERS_UNDER_WAY[name];
  return {
    [status]: { description: 'What was asked for.', content: answerContent(ANSWERS[name]) },
    ...(later !== undefined && { 202: { description: 'It is under way.', content: answerContent(later) } }),
  };
}

/** A route whose answer nobody wrote down would document that it answers anything. */
function answerContent(answer: Schema | undefined): Schema {
  if (answer === undefined) throw new Error('A route has an answer that no schema describes.');
  return jsonContent(toComponent(answer));
}

/** Routes that name what they are about in the body, and do not find it as others do not find what is in their path. */
const NAMED_IN_BODY: ReadonlySet<ApiRouteName> = new Set<ApiRouteName>(['regenerateIntegrationKey', 'deleteUser']);

function refusals(name: ApiRouteName, { access, path, methods }: ApiRoute, hasBody: boolean): Schema {
  const writes = methods.some((method) => method !== 'GET');
  const statuses: readonly (RefusalStatus | null)[] = [
    400,
    access === 'open' ? null : 403,
    path.includes('{') || NAMED_IN_BODY.has(name) || isPaged(name) ? 404 : null,
    writes ? 409 : null,
    hasBody ? 413 : null,
    access === 'open' ? null : 429,
  ];
  const documented = statuses.filter((status) => status !== null).map((status) => [status, refusal(status)] as const);
  const other = OTHER_REFUSALS[name];
  return { ...Object.fromEntries(documented), ...(other !== undefined && { 400: eitherRefusal(400, other) }) };
}

/** A page beyond the last is not found. */
function isPaged(name: ApiRouteName): boolean {
  return QUERY_PARAMETERS[name]?.some((parameter) => parameter.name === 'page') ?? false;
}

/** A refusal as a response object. */
export function refusal(status: RefusalStatus): Schema {
  const { description, schema } = REFUSALS[status];
  return { description, content: jsonContent({ $ref: `#/components/schemas/${String(schema['title'])}` }) };
}

/** A refusal that has one of two forms. */
function eitherRefusal(status: RefusalStatus, other: Refusal): Schema {
  const { description, schema } = REFUSALS[status];
  const usual = { $ref: `#/components/schemas/${String(schema['title'])}` };
  return { description: `${description} ${other.description}`, content: jsonContent({ anyOf: [usual, other.schema] }) };
}

/** A JSON body with this schema. */
export function jsonContent(schema: Schema): Schema {
  return { 'application/json': { schema } };
}
