import { STATUS_LIFETIME, readTraceId } from '../../domain/trace-id';
import { viewRequestStatus } from '../../domain/views/request-status-view';
import { viewStatus } from '../../domain/views/status-view';
import type { ApiDeps } from './deps';
import { LARGEST_SIZE, readPage } from './page';
import { readElements } from './read-elements';
import { NOT_FOUND, invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

/**
 * The status of an accepted alert. The trace id proves by itself that and when the alert was accepted, so an id without
 * a row is `queued`, a forged one unknown, and 60 minutes after accept every id is unknown, whatever the table still
 * holds: its TTL deletes late (DESIGN §2, I7). A request that holds many alerts (`for_each`) is queued until all of them
 * have ended; then a page of them is listed.
 */
export async function getAlertStatus(
  deps: Pick<ApiDeps, 'alerts' | 'clock' | 'signingKeys'>,
  { params, query }: ApiRequest<{ readonly trace_id: string }, undefined, null>,
): Promise<Reply> {
  const page = readPage(query, LARGEST_SIZE);
  if (!page.valid) return invalid(...page.errors);
  const trace = readTraceId(params.trace_id, deps.signingKeys.traceIds);
  if (trace === null || deps.clock() - trace.acceptedAt >= STATUS_LIFETIME) return NOT_FOUND;
  const stored = await deps.alerts.find(trace.traceId);
  if (stored === null || stored.fan_out === null) return ok(viewStatus(stored));
  const elements = await readElements(deps, trace, { count: stored.fan_out, page });
  return ok(elements === null ? viewStatus(null) : viewRequestStatus(stored, elements));
}
