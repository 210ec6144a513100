import type { Router, Ruleset } from '../../contracts/routing';
import { byCreation } from '../by-creation';

/** The rulesets of a router in the order in which they are tried. */
export function inRulesetOrder(
  { ruleset_order = [] }: Pick<Router, 'ruleset_order'>,
  rulesets: readonly Ruleset[],
): readonly Ruleset[] {
  const places = new Map(ruleset_order.map((id, index) => [id, index]));
  const placeOf = ({ id }: Ruleset): number => places.get(id) ?? ruleset_order.length;
  return rulesets.toSorted((a, b) => placeOf(a) - placeOf(b) || byCreation(a, b));
}

/**
 * The ids with one of them at another position, the others in the order they had. Positions count from 1; one beyond
 * either end is that end.
 */
export function movedTo(ids: readonly string[], id: string, position: number): readonly string[] {
  const others = ids.filter((each) => each !== id);
  return others.toSpliced(Math.max(0, position - 1), 0, id);
}
