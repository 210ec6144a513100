import { API_ROUTES } from '../../../core/contracts/api-routes';
import type { ApiRouteName } from '../../../core/contracts/api-routes';
import { ENDPOINT } from '../builders/api-bodies';
import { optionsOf, targetOf } from '../builders/api-requests';
import type { Answer } from '../builders/api-world';
import { TRACE_ID, PARAMETERS } from '../builders/full-api-things';
import { anOutgoingIntegration } from '../builders/outgoing';
import { checkAnswered } from './checks';
import { OPERATIONS, type Operation } from './document';

/** An operation that the api function serves. */
export interface ServedOperation extends Operation {
  readonly route: ApiRouteName;
}

/** All of them. */
export const SERVED: readonly ServedOperation[] = OPERATIONS.flatMap((operation) =>
  operation.route === null ? [] : [{ ...operation, route: operation.route }],
);

/** A request of the full world that is answered as asked. */
export interface GoodCall {
  readonly target: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Beside the call that each operation has: those that reach what the other does not. */
const MORE: Readonly<Partial<Record<ApiRouteName, readonly GoodCall[]>>> = {
  getConfiguration: [{ target: ofOutgoing('getConfiguration') }],
  putConfiguration: [
    { target: ofOutgoing('putConfiguration'), body: ENDPOINT },
    {
      target: ofOutgoing('putConfiguration'),
      body: { ...ENDPOINT, auth: { type: 'signature', signing_key: 'a key' } },
    },
  ],
  getIntegration: [{ target: ofOutgoing('getIntegration') }],
  getIncident: [{ target: '/api/incidents/217/' }],
  getAlertStatus: [{ target: `/api/alert/status/${TRACE_ID}` }],
};

function ofOutgoing(name: ApiRouteName): string {
  return targetOf(API_ROUTES[name]).replace(PARAMETERS['integration'] ?? '', anOutgoingIntegration().id);
}

/** The good calls of an operation. */
export function goodCalls({ route }: ServedOperation): readonly [GoodCall, ...GoodCall[]] {
  return [{ target: targetOf(API_ROUTES[route]), ...optionsOf(route) }, ...(MORE[route] ?? [])];
}

/** What about an answer is not as the operation documents it; empty when all is. */
export function faultsOf({ answers }: Operation, { status, body }: Omit<Answer, 'headers'>): readonly string[] {
  const schema = answers[String(status)];
  if (schema === undefined) return [`The status ${status} is not documented.`];
  if (schema === null) return body === undefined ? [] : ['There is a body, and none is documented.'];
  return checkAnswered(schema)(body);
}
