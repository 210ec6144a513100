import { MAX_LOOKED } from '../../core/usecases/api/incident-pages';
import type { FillSize } from './account-plan';
import type { MeasuredPage } from './measure-reads';

/** A list's first page in a small account and in a large one. */
export interface ComparedPage {
  readonly name: string;
  readonly grows: MeasuredPage['grows'];
  readonly small: MeasuredPage;
  readonly large: MeasuredPage;
  /** What is wrong with it; null when nothing is. */
  readonly wrong: string | null;
}

/** At worst each incident that is looked at is on a page of numbers of its own. */
const MOST = 2 * MAX_LOOKED;
/** Of one team more: its members, its roles, and its place in the list of teams. */
const PER_TEAM = 2.5;

/** Compares what the first pages of two accounts cost, list by list. */
export function comparePages(
  small: readonly MeasuredPage[],
  large: readonly MeasuredPage[],
  sizes: { readonly small: FillSize; readonly large: FillSize },
): readonly ComparedPage[] {
  const moreTeams = sizes.large.teams - sizes.small.teams;
  return small.map((one) => {
    const other = large.find(({ name }) => name === one.name);
    if (other === undefined) throw new Error(`The list ${one.name} was measured once only.`);
    return { name: one.name, grows: one.grows, small: one, large: other, wrong: whatIsWrong(one, other, moreTeams) };
  });
}

function whatIsWrong(small: MeasuredPage, large: MeasuredPage, moreTeams: number): string | null {
  if (small.status !== 200 || large.status !== 200) return `answered ${small.status} and ${large.status}`;
  const more = large.readUnits - small.readUnits;
  if (small.grows === 'flat' && more !== 0) return `${more} units more`;
  if (small.grows === 'flat' && large.results !== small.results) return 'shows another number of things';
  if (small.grows === 'by team' && more > moreTeams * PER_TEAM) return `${more / moreTeams} units more for each team`;
  if (small.grows === 'bounded' && large.readUnits > MOST) return 'looks at more than it may';
  return null;
}
