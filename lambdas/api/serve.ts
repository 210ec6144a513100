import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { API_ROUTES } from '../../core/contracts/api-routes';
import type { ApiRoute } from '../../core/contracts/api-routes';
import type { JsonObject } from '../../core/contracts/json';
import { validateBody } from '../../core/domain/validate-body';
import { authenticate } from '../../core/usecases/api/authenticate';
import type { ApiDeps } from '../../core/usecases/api/deps';
import { idempotently, type IdempotentRequest } from '../../core/usecases/api/idempotently';
import type { Reply } from '../../core/usecases/api/reply';
import type { ApiRequest, Caller } from '../../core/usecases/api/request';
import { ACTIONS } from './actions';
import { baseUrlOf } from './base-url';
import type { EdgeReply } from './http-answer';
import { readObject } from './read-body';
import { createRouter } from './router';

const findRoute = createRouter(API_ROUTES);

/** Any action, seen without the types of its route. */
type Action = (deps: ApiDeps, request: ApiRequest<unknown, unknown, Caller | null>) => Promise<Reply>;

/** Serves a request: route, token, limit, body, use-case, in this order, so that who may not ask learns nothing of the rest. */
export async function serve(deps: ApiDeps, event: APIGatewayProxyEventV2): Promise<EdgeReply> {
  const match = findRoute(event.requestContext.http.method, event.rawPath);
  if (!match.found) {
    return match.allow.length === 0 ? { kind: 'not_found' } : { kind: 'method_not_allowed', allow: match.allow };
  }
  const route: ApiRoute = API_ROUTES[match.name];
  const caller = await findCaller(deps, route, event);
  if (!caller.ok) return caller.reply;
  // Open routes, the status of alerts among them, have no caller and no limit: monitors poll.
  const passed = caller.caller === null ? null : deps.limiter.take(caller.caller.token);
  if (passed?.ok === false) return { kind: 'throttled', retryAfterSeconds: passed.retryAfterSeconds };
  const read = readBodyOf(route, event);
  if (!read.ok) return read.reply;
  // Sound because ACTIONS ties each action to its route's path, body and access, which is what was just read.
  const action = ACTIONS[match.name] as Action;
  const act = (): Promise<Reply> =>
    action(depsFor(deps, caller.caller), {
      caller: caller.caller,
      params: match.params,
      query: new URLSearchParams(event.rawQueryString),
      body: read.body,
      baseUrl: baseUrlOf(event),
    });
  const repeatable = repeatableOf(route, caller.caller, event);
  return repeatable === null ? act() : idempotently(deps, repeatable, act);
}

/** A POST that makes or does something, and whose client says by a key which of its requests are the same one. */
function repeatableOf(
  { access }: ApiRoute,
  caller: Caller | null,
  event: APIGatewayProxyEventV2,
): IdempotentRequest | null {
  const { method } = event.requestContext.http;
  const key = event.headers['idempotency-key'];
  if (key === undefined || method !== 'POST' || access === 'read' || caller === null) return null;
  const target = `${method} ${event.rawPath}?${event.rawQueryString}`;
  const body = createHash('sha256').update(bodyBytes(event)).digest('base64url');
  return { key, token: caller.token, target, body };
}

function bodyBytes({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Buffer {
  return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
}

/** What the caller writes is recorded in the audit log as the caller's. */
function depsFor(deps: ApiDeps, caller: Caller | null): ApiDeps {
  return caller === null ? deps : { ...deps, resources: deps.resources.by(caller) };
}

type FoundCaller =
  { readonly ok: true; readonly caller: Caller | null } | { readonly ok: false; readonly reply: Reply };

async function findCaller(
  deps: ApiDeps,
  { access, wholeAccount }: ApiRoute,
  { headers }: APIGatewayProxyEventV2,
): Promise<FoundCaller> {
  if (access === 'open') return { ok: true, caller: null };
  const needs = wholeAccount === true ? { access, wholeAccount } : { access };
  return authenticate(deps, headers['authorization'], needs);
}

type ReadBody = { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly reply: EdgeReply };

/** The body as the route's schema wants it. Without a schema a body is ignored: JavaScript's client sends `{}` with DELETE. */
function readBodyOf({ body: schema }: ApiRoute, event: APIGatewayProxyEventV2): ReadBody {
  if (schema === undefined) return { ok: true, body: undefined };
  const read = readObject(event, schema === 'exact');
  switch (read.result) {
    case 'too_large':
      return { ok: false, reply: { kind: 'too_large', limit: read.limit } };
    case 'invalid':
      return { ok: false, reply: { kind: 'invalid', errors: [read.error] } };
    case 'read':
      return schema === 'object' || schema === 'exact' ? { ok: true, body: read.body } : checkBody(schema, read.body);
  }
}

function checkBody(schema: Exclude<ApiRoute['body'], 'object' | 'exact' | undefined>, body: JsonObject): ReadBody {
  const checked = validateBody(schema, body);
  if (!checked.valid) return { ok: false, reply: { kind: 'invalid', errors: checked.errors } };
  return { ok: true, body: checked.body };
}
