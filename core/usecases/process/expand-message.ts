import type { AcceptedAlert } from '../../contracts/alert';
import type { StoredAlert } from '../../contracts/outcome';
import type { EngineBody } from '../../domain/engine';
import { makeElementTraceId, type ProvenTrace } from '../../domain/trace-id';
import type { Arrival } from './find-engine';
import type { Element } from './prepare-alert';

/**
 * So many elements of one body are processed in one go; more are put back on the queue in parts. A function has to be
 * done well within its time, and DynamoDB takes some hundred writes a second from one of them.
 */
export const MAX_ELEMENTS = 100;

/** A body of more is cut into so many parts, each of which may be cut again. */
const PARTS = 10;

/** What one message stands for. `request` is the row of a request that fans out; it is written when all else is done. */
export interface Expansion {
  readonly request: StoredAlert | null;
  readonly elements: readonly Element[];
  readonly parts: readonly { readonly from: number; readonly to: number }[];
}

/** Finds the alerts that a message stands for; `key` signs the trace ids of a `for_each` body's elements. */
export function expandMessage(accepted: AcceptedAlert, arrival: Arrival, body: EngineBody, key: Buffer): Expansion {
  const trace = { traceId: accepted.trace_id, acceptedAt: accepted.accepted_at };
  const { range } = accepted;
  if (!body.fansOut && range === undefined) return { request: null, elements: [{ index: 0, trace }], parts: [] };
  const request = range === undefined ? requestRow(accepted, arrival, body.count) : null;
  return { request, ...expandRange(trace, range ?? { from: 0, to: body.count }, key) };
}

/** The elements of a range, or the parts it is cut into when they are too many. `trace` is the request's. */
export function expandRange(
  trace: ProvenTrace,
  { from, to }: Expansion['parts'][number],
  key: Buffer,
): Pick<Expansion, 'elements' | 'parts'> {
  if (to - from > MAX_ELEMENTS) return { elements: [], parts: cut(from, to) };
  const elements = Array.from({ length: to - from }, (_, offset) => {
    const index = from + offset;
    return { index, trace: makeElementTraceId(trace, index, key) };
  });
  return { elements, parts: [] };
}

function cut(from: number, to: number): Expansion['parts'] {
  const size = Math.max(MAX_ELEMENTS, Math.ceil((to - from) / PARTS));
  const starts = Array.from({ length: Math.ceil((to - from) / size) }, (_, part) => from + part * size);
  return starts.map((start) => ({ from: start, to: Math.min(start + size, to) }));
}

function requestRow(accepted: AcceptedAlert, { integration, routing }: Arrival, count: number): StoredAlert {
  const { id, name, service, team, account } = integration;
  return {
    trace_id: accepted.trace_id,
    accepted_at: accepted.accepted_at,
    account,
    integration: { id, name, service, team },
    outcome: {
      status: 'completed',
      incident: null,
      is_incident_created: false,
      suppressed: false,
      reason: `The request holds ${count} alerts, each under a trace id of its own.`,
    },
    alert: null,
    body: null,
    explain: routing,
    fan_out: count,
  };
}
