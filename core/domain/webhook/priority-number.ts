/** What is told of an incident without a priority, or with one whose name says no rank: the sample's own value. */
const NO_RANK = 1;

/**
 * The number that a webhook shows for an incident's priority (contract §3: a number, not the priority). Nothing public
 * says how it is made; ours is the rank in the priority's name, `P2` or `2` → 2, and 1 when there is none.
 */
export function priorityNumber(priority: string | null): number {
  const rank = /^p?(\d{1,3})$/i.exec(priority?.trim() ?? '')?.[1];
  return rank === undefined ? NO_RANK : Number(rank);
}
