import type { StreamStretch } from '../../core/usecases/ports';

/** What Lambda puts into an on-failure queue for a stream (Lambda guide, "Retaining discarded batches"); the part used. */
interface DiscardedBatch {
  readonly DDBStreamBatchInfo?: {
    readonly shardId?: unknown;
    readonly startSequenceNumber?: unknown;
    readonly endSequenceNumber?: unknown;
  };
}

/** Reads which stretch of the stream was discarded; null when the message does not say. */
export function readStretch(body: string): StreamStretch | null {
  const info = (parse(body) as DiscardedBatch | null)?.DDBStreamBatchInfo;
  const { shardId, startSequenceNumber, endSequenceNumber } = info ?? {};
  if (typeof shardId !== 'string' || typeof startSequenceNumber !== 'string' || typeof endSequenceNumber !== 'string')
    return null;
  return { shard_id: shardId, start_sequence_number: startSequenceNumber, end_sequence_number: endSequenceNumber };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Not JSON says nothing: the caller reports it.
    return null;
  }
}
