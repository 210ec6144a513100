/** How many are worked on side by side: enough that a thousand are soon done, few enough for the table's connections. */
const SIDE_BY_SIDE = 20;

/** Does the same with each, some at a time; the results are in the order of the items. */
export async function inRounds<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<readonly U[]> {
  const results: U[] = [];
  for (let from = 0; from < items.length; from += SIDE_BY_SIDE) {
    results.push(...(await Promise.all(items.slice(from, from + SIDE_BY_SIDE).map(work))));
  }
  return results;
}
