/**
 * Remembers what an asynchronous start gave, for a composition root: a failed start is tried again by the next call, not
 * remembered.
 */
export function once<T>(start: () => Promise<T>): () => Promise<T> {
  let started: Promise<T> | undefined;
  return () => {
    started ??= start().catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    return started;
  };
}
