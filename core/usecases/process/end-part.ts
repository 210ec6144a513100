import type { AcceptedAlert, TraceId } from '../../contracts/alert';
import type { StoredAlert } from '../../contracts/outcome';
import type { Alerts } from '../ports';
import type { Element, Prepared } from './prepare-alert';

type Ending = Extract<Prepared, { ends: true }>;

/**
 * The same end for each element of a part: under its own trace id, without the body, which is the whole request's. What
 * is listed with the integration's errors is listed once.
 */
export function endElements({ stored, errors }: Ending, elements: readonly Element[]): readonly Ending[] {
  return elements.map(({ trace }, place) => ({
    ends: true,
    errors: place === 0 ? errors : [],
    stored: { ...stored, trace_id: trace.traceId, accepted_at: trace.acceptedAt, body: null },
  }));
}

/**
 * Notes that a part of a request has ended, after the rows of all its elements: `rows`, as they are in the table. Cut off
 * before it, the part comes again.
 */
export async function notePart(
  alerts: Pick<Alerts, 'notePart'>,
  request: TraceId,
  { from, to }: NonNullable<AcceptedAlert['range']>,
  rows: readonly (StoredAlert | null)[],
): Promise<void> {
  const [first] = rows;
  if (first == null) return;
  const all_failed = rows.every((row) => row?.outcome.status === 'failed');
  // Kept as long as its alerts.
  await alerts.notePart(request, { from, to, all_failed }, first.accepted_at);
}
