import { STATUS_LIFETIME, readTraceId } from '../../domain/trace-id';
import { viewStatus } from '../../domain/views/status-view';
import type { ApiDeps } from './deps';
import { NOT_FOUND, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

/**
 * The status of an accepted alert. The trace id proves by itself that and when the alert was accepted, so an id without
 * a row is `queued`, a forged one unknown, and 60 minutes after accept every id is unknown, whatever the table still
 * holds: its TTL deletes late (DESIGN §2, I7).
 */
export async function getAlertStatus(
  { alerts, clock, signingKeys }: Pick<ApiDeps, 'alerts' | 'clock' | 'signingKeys'>,
  { params }: ApiRequest<{ readonly trace_id: string }, undefined, null>,
): Promise<Reply> {
  const trace = readTraceId(params.trace_id, signingKeys.traceIds);
  if (trace === null || clock() - trace.acceptedAt >= STATUS_LIFETIME) return NOT_FOUND;
  return ok(viewStatus(await alerts.find(trace.traceId)));
}
