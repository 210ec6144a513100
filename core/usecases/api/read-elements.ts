import type { EndedPart } from '../../contracts/outcome';
import { makeElementTraceId, type ProvenTrace } from '../../domain/trace-id';
import type { EndedElements } from '../../domain/views/request-status-view';
import { MAX_ELEMENTS } from '../process/expand-message';
import type { ApiDeps } from './deps';
import type { PageRequest } from './page';

/** Which of a request's alerts are asked for. */
export type ElementPage = Pick<Extract<PageRequest, { readonly valid: true }>, 'number' | 'size'>;

/**
 * Reads a page of the alerts of a `for_each` request, in the order of the body, and whether all of them failed. Null:
 * some have not ended yet. Reads as many alerts as are shown, and one more; how the others ended, their parts say, a
 * read unit for some 5,000 of them.
 */
export async function readElements(
  { alerts, signingKeys }: Pick<ApiDeps, 'alerts' | 'signingKeys'>,
  request: ProvenTrace,
  { count, page }: { readonly count: number; readonly page: ElementPage },
): Promise<EndedElements | null> {
  // So many are stored before the request's own row is; of more, each part is noted when it has ended.
  const parts = count > MAX_ELEMENTS ? await alerts.endedParts(request.traceId) : null;
  if (parts !== null && !covers(parts, count)) return null;
  const start = (page.number - 1) * page.size;
  const shown = Array.from({ length: Math.max(0, Math.min(page.size, count - start)) }, (_, offset) => start + offset);
  // All of so few, because no part tells how they ended; the first of more, whose status is the request's.
  const wanted = parts === null ? range(count) : [...new Set([...range(Math.min(1, count)), ...shown])];
  const ids = wanted.map((index) => makeElementTraceId(request, index, signingKeys.traceIds).traceId);
  const read = await alerts.findMany(ids);
  if (read.length < ids.length) return null;
  const allFailed = (parts ?? []).every(({ all_failed }) => all_failed);
  const failed = read.every(({ outcome }) => outcome.status === 'failed');
  const byIndex = new Map(wanted.map((index, place) => [index, read[place]]));
  return {
    first: read[0] ?? null,
    listed: shown.flatMap((index) => byIndex.get(index) ?? []),
    count,
    allFailed: count > 0 && allFailed && failed,
  };
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Whether the parts, in the order of their beginnings, leave nothing out; they may overlap. */
function covers(parts: readonly EndedPart[], count: number): boolean {
  let until = 0;
  for (const { from, to } of parts) {
    if (from > until) return false;
    until = Math.max(until, to);
  }
  return until >= count;
}
