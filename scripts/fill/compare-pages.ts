import type { FillSize } from './account-plan';
import type { FirstPage, Growth } from './first-pages';
import type { MeasuredPage } from './measure-reads';

/** A list's first page in a small account and in a large one. */
export interface ComparedPage {
  readonly name: string;
  readonly route: FirstPage['route'];
  readonly grows: Growth;
  readonly small: MeasuredPage;
  readonly large: MeasuredPage;
  /** What is wrong with it; null when nothing is. */
  readonly wrong: string | null;
}

/**
 * No first page of ten costs more in a filled account: a hundred incidents that are looked at, a hundred pages of numbers,
 * four to a unit, and what the ten that are shown refer to.
 */
export const MOST = 150;
/** Of one team more: its members, its roles, and its place in the list of teams, which are some 700 bytes. */
const PER_TEAM = 0.25;
/** Of one part more, of a hundred elements each. */
const PER_PART = 0.025;

interface Sizes {
  readonly small: FillSize;
  readonly large: FillSize;
}

/** Compares what the first pages of two accounts cost, list by list. */
export function comparePages(
  small: readonly MeasuredPage[],
  large: readonly MeasuredPage[],
  sizes: Sizes,
): readonly ComparedPage[] {
  return small.map((one) => {
    const other = large.find(({ name }) => name === one.name);
    if (other === undefined) throw new Error(`The list ${one.name} was measured once only.`);
    const { name, route, grows } = one;
    return { name, route, grows, small: one, large: other, wrong: whatIsWrong(one, other, sizes) };
  });
}

function whatIsWrong(small: MeasuredPage, large: MeasuredPage, sizes: Sizes): string | null {
  if (small.status !== 200 || large.status !== 200) return `answered ${small.status} and ${large.status}`;
  const dearest = Math.max(small.readUnits, large.readUnits);
  // Whatever grows, it does within the same bound.
  if (dearest > MOST) return `${dearest} units, where ${MOST} are the most`;
  if (small.grows === 'bounded') return null;
  const more = large.readUnits - small.readUnits;
  const may = mayGrowBy(small.grows, sizes);
  if (may === 0 && large.results !== small.results) return 'shows another number of things';
  return more > may || (may === 0 && more !== 0) ? `${more} units more, where ${may} may be` : null;
}

function mayGrowBy(grows: Exclude<Growth, 'bounded'>, { small, large }: Sizes): number {
  switch (grows) {
    case 'flat':
      return 0;
    case 'by team':
      return Math.ceil((large.teams - small.teams) * PER_TEAM);
    case 'by part':
      return Math.ceil((large.details - small.details) * PER_PART);
  }
}
