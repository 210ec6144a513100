/**
 * Tells whether an id is asked about for the first time, by memory alone: of the last so many ids, and only by this
 * instance of a function. For what may be counted twice once in a while.
 */
export function createSeenIds(limit = 1_000): (id: string) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    // A set keeps the order in which ids came: the first one is the oldest.
    const [oldest] = seen;
    if (seen.size > limit && oldest !== undefined) seen.delete(oldest);
    return true;
  };
}
