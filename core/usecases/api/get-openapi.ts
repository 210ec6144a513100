import { makeOpenApi } from '../../domain/openapi/make-openapi';
import { ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

/** The OpenAPI document of this deployment. It holds no secret, so nobody has to say who they are. */
export function getOpenApi(_: unknown, { baseUrl }: ApiRequest<unknown, undefined, null>): Promise<Reply> {
  return Promise.resolve(ok(makeOpenApi({ url: baseUrl })));
}
