/** Does the same with every item, at most so many at once; the results in the items' order. */
export async function sideBySide<T, R>(
  items: readonly T[],
  concurrency: number,
  act: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    // One thread: between reading and adding nobody else runs.
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await act(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return results;
}
