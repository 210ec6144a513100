/** Lambda's limit for an event, less room for what is around the records. */
const MAX_EVENT_BYTES = 6 * 1024 * 1024 - 1024;

/**
 * Splits records (each already JSON text) into runs that fit into one event, order kept: Lambda makes smaller batches
 * rather than too large ones. A record that is too large alone stays alone.
 */
export function splitBySize<T extends { readonly json: string }>(
  records: readonly T[],
  max = MAX_EVENT_BYTES,
): readonly (readonly T[])[] {
  const runs: T[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const record of records) {
    // One more for the comma.
    const bytes = Buffer.byteLength(record.json) + 1;
    if (size + bytes > max) {
      runs.push([]);
      size = 0;
    }
    runs.at(-1)?.push(record);
    size += bytes;
  }
  return runs;
}

/** The event of a batch, as text. */
export function batchEvent(records: readonly { readonly json: string }[]): string {
  return `{"Records":[${records.map(({ json }) => json).join(',')}]}`;
}
