import { LATEST_OPENING } from '../../core/domain/incident-location';
import type { IncidentBounds, IncidentStretch } from '../../core/usecases/ports';
import { markOf, USUAL_SECONDS, type NumberPage, type NumberRef } from './items/number-page';

/** What the ledger of numbers says of a list without its incidents being read. */
export interface LedgerBounds {
  /** Whether nothing on the page can be on the list. */
  readonly excludes: (page: NumberPage) => boolean;
  /** Whether the reference's incident can't be on the list. */
  readonly excludesRef: (ref: NumberRef) => boolean;
  /** Whether nothing can be on the list from this page on in the walk's direction, the page included. */
  readonly endAt: (page: NumberPage) => boolean;
}

const MICROS = 1_000_000;

/**
 * Compiles the bounds of a walk. A page was begun and appended to at known times; its incidents were created within
 * that, or a minute before it began, or as much earlier as the page notes. Ids are compared by their marks.
 */
export function compileBounds({ of, direction }: Pick<IncidentStretch, 'of' | 'direction'>): LedgerBounds {
  if (of === undefined) return { excludes: () => false, excludesRef: () => false, endAt: () => false };
  const { since, until } = of;
  const [isTeam, isService] = [oneOf(of.teams), oneOf(of.services)];
  const isTooOld = (page: NumberPage): boolean => since !== null && lastCreation(page) < since;
  return {
    excludes: (page) => isTooOld(page) || (until !== null && firstCreation(page) > until),
    excludesRef: ({ marks }) => marks !== null && !(isTeam(marks.team) && isService(marks.service)),
    endAt: (page) => (direction === 'older' ? isTooOld(page) : until !== null && isFarBeyond(page, until)),
  };
}

function oneOf(ids: IncidentBounds['teams']): (mark: number) => boolean {
  if (ids === null) return () => true;
  const marks = new Set(ids.map(markOf));
  return (mark) => marks.has(mark);
}

/** Nothing on the page was created before; in microseconds. */
function firstCreation({ begun_at, latest }: NumberPage): number {
  return begun_at === null ? -Infinity : (begun_at - Math.max(USUAL_SECONDS, latest)) * MICROS;
}

/** Nothing on the page was created after. */
function lastCreation({ appended_at }: NumberPage): number {
  return (appended_at + USUAL_SECONDS) * MICROS;
}

/** Pages after this one began even later; what is on them is late by the longest at most. */
function isFarBeyond({ begun_at }: NumberPage, until: number): boolean {
  return begun_at !== null && begun_at * MICROS - LATEST_OPENING > until;
}
