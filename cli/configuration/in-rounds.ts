/** So many requests at once: faster than one by one, and far from any limit. */
const WIDTH = 8;

/** Does something with each, some at a time; the answers are in the order of what they belong to. */
export async function inRounds<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += WIDTH)
    results.push(...(await Promise.all(items.slice(start, start + WIDTH).map(act))));
  return results;
}
