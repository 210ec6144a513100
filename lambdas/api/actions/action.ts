import type { ApiRoute, ParamsOf } from '../../../core/contracts/api-routes';
import type { JsonObject } from '../../../core/contracts/json';
import type { BodyOf, BodySchemaName } from '../../../core/contracts/schemas/body-schemas';
import type { ApiDeps } from '../../../core/usecases/api/deps';
import type { Reply } from '../../../core/usecases/api/reply';
import type { ApiRequest, Caller } from '../../../core/usecases/api/request';

type BodyFor<Route> = Route extends { readonly body: infer Name }
  ? Name extends BodySchemaName
    ? BodyOf<Name>
    : JsonObject
  : undefined;

type CallerFor<Route> = Route extends { readonly access: 'open' } ? null : Caller;

type RequestFor<Route extends ApiRoute> = ApiRequest<ParamsOf<Route['path']>, BodyFor<Route>, CallerFor<Route>>;

/** For each route the use-case that serves it: it takes just what the route's path, body and access give. */
export type ActionsOf<Routes extends Readonly<Record<string, ApiRoute>>> = {
  readonly [Name in keyof Routes]: (deps: ApiDeps, request: RequestFor<Routes[Name]>) => Promise<Reply>;
};
