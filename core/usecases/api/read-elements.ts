import type { StoredAlert } from '../../contracts/outcome';
import { makeElementTraceId, type ProvenTrace } from '../../domain/trace-id';
import type { EndedElements } from '../../domain/views/request-status-view';
import type { ApiDeps } from './deps';

/** So many alerts of a request are listed; of more, the answer says how many there are. */
export const MAX_LISTED = 1_000;

/** Rows read in one go: a table's batch has a hundred, and a body whose alerts are still on their way costs one. */
const ROWS_PER_READ = 100;
/** Goes side by side, once the first showed that the alerts are there. */
const READS_AT_ONCE = 5;

/**
 * Reads the alerts of a `for_each` request, in the order of the body. Null: some have not ended yet, found at the first
 * part that lacks one.
 */
export async function readElements(
  { alerts, signingKeys }: Pick<ApiDeps, 'alerts' | 'signingKeys'>,
  request: ProvenTrace,
  count: number,
): Promise<EndedElements | null> {
  const listed: StoredAlert[] = [];
  let allFailed = count > 0;
  let from = 0;
  while (from < count) {
    const to = Math.min(count, from + (from === 0 ? ROWS_PER_READ : ROWS_PER_READ * READS_AT_ONCE));
    const ids = Array.from(
      { length: to - from },
      (_, offset) => makeElementTraceId(request, from + offset, signingKeys.traceIds).traceId,
    );
    const read = (await Promise.all(inParts(ids).map((part) => alerts.findMany(part)))).flat();
    if (read.length < ids.length) return null;
    allFailed &&= read.every(({ outcome }) => outcome.status === 'failed');
    listed.push(...read.slice(0, Math.max(0, MAX_LISTED - listed.length)));
    from = to;
  }
  return { listed, count, allFailed };
}

function inParts(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / ROWS_PER_READ) }, (_, part) =>
    ids.slice(part * ROWS_PER_READ, (part + 1) * ROWS_PER_READ),
  );
}
