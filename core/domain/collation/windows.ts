import type { CollationGroup, CollationWindow } from '../../contracts/collation';
import { STATUS, type EntityHead, type Micros } from '../../contracts/incident';

/**
 * The windows that an alert may fall into, of which the first counts that is not over: the latest that began before it, if
 * it had not ended; then, for an alert that was overtaken by the one that opened the window, the next that began less than
 * a window's length after it.
 */
export function windowsAt(windows: readonly CollationWindow[], at: Micros): readonly CollationWindow[] {
  const began = windows.findLast(({ from }) => from <= at);
  const next = windows.find(({ from }) => from > at);
  const lasts = began !== undefined && at < began.until;
  const isNear = next !== undefined && next.from - at < next.until - next.from;
  return [...(lasts ? [began] : []), ...(isNear ? [next] : [])];
}

/**
 * Whether the incident that a window leads to was resolved before an alert: then the alert opens its own, and the window
 * of it. `resolves` are those of the window's entity that are about to be bound.
 */
export function isOver(
  { from }: CollationWindow,
  head: EntityHead | null,
  resolves: readonly Micros[],
  at: Micros,
): boolean {
  const isOpen = head?.incident != null && head.incident.status !== STATUS.resolved;
  // A resolve from before the window is of an incident before: the one that the window leads to is still to be opened.
  const ended = isOpen || head === null ? resolves : [...resolves, head.memory.resolved_at];
  return ended.some((resolved) => resolved > from && resolved < at);
}

/**
 * Whether an alert belongs to the incident of its own entity id: one that was open when it was accepted. Alerts of one
 * entity id are of one incident before services collate them.
 */
export function hasOwnIncident(head: EntityHead | null, at: Micros): boolean {
  const incident = head?.incident ?? null;
  if (head === null || incident === null || incident.created_at > at) return false;
  return incident.status !== STATUS.resolved || at <= head.memory.resolved_at;
}

/**
 * How long windows are remembered after they ended, for alerts that are processed late or once more: twice as long as the
 * alerts queue tries (microseconds).
 */
const REMEMBERED = 3 * 3_600_000_000;

/** So many windows at most: beyond it incidents of one group are resolved and opened by the dozen within minutes. */
const MAX_WINDOWS = 32;

/** The group with one more window. The oldest are forgotten that nothing can fall into any more. */
export function addWindow(group: CollationGroup, window: CollationWindow): CollationGroup {
  const known = group.windows.filter(({ until }) => until > window.from - REMEMBERED);
  const windows = [...known, window].sort((a, b) => a.from - b.from).slice(-MAX_WINDOWS);
  return { ...group, version: group.version + 1, windows };
}
