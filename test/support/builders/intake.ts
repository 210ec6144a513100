import { expect } from '@jest/globals';
import type { AcceptedAlert } from '../../../core/contracts/alert';
import type { Json } from '../../../core/contracts/json';
import { TRACE_RANDOM_BYTES, makeTraceId } from '../../../core/domain/trace-id';
import type { ApiDeps } from '../../../core/usecases/api/deps';
import { createProcessor } from '../../../core/usecases/process/process-alerts';
import { NO_LEDGER } from '../fakes/memory-ledger';
import { anIntegration } from './resources';
import { noSubscriptions } from './sns';

type IntakeKey = Pick<AcceptedAlert, 'account' | 'integration_key'>;

/**
 * What alerts come in by, beside an api and over the same world: takes a body as ingest would, processes it at once, and
 * gives its trace id.
 */
export function intakeOf(deps: ApiDeps): (body: Json, key?: IntakeKey) => Promise<string> {
  const process = createProcessor({
    ...deps,
    alertsQueue: { send: () => Promise.reject(new Error('Nothing is put back here.')) },
    ledger: NO_LEDGER,
    confirmSubscription: noSubscriptions,
    signing: deps.signingKeys,
  });
  return async (body, { account, integration_key } = anIntegration()) => {
    const accepted_at = deps.clock();
    const trace_id = makeTraceId(accepted_at, deps.randomBytes(TRACE_RANDOM_BYTES), deps.signingKeys.traceIds);
    const accepted = { v: 1, trace_id, accepted_at, account, integration_key, intake: 'generic', body } as const;
    expect(await process([{ messageId: trace_id, accepted }])).toEqual([]);
    return trace_id;
  };
}
