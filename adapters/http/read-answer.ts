import type { Dispatcher } from 'undici';
import { fitUtf8 } from '../../core/domain/json/text';

/** Of an answer no more is read than this: what an endpoint says beyond it nobody needs, and it could be endless. */
const MOST_READ_BYTES = 64 * 1_024;
/** And this much of it is kept with the attempt (own-routes, "Deliveries"). */
const KEPT_BYTES = 4 * 1_024;

/**
 * Reads an answer's body to its end or to the limit, whichever is first, and gives the text that is kept of it. Bytes that
 * are not UTF-8 become U+FFFD.
 * @throws when the connection breaks or the attempt's time ends before.
 */
export async function readAnswerText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop destroys the stream, and the socket with it: the rest is never read.
    if (size >= MOST_READ_BYTES) break;
  }
  const kept = Buffer.concat(chunks).subarray(0, KEPT_BYTES);
  // stream: true keeps a character that was cut at the end from becoming U+FFFD.
  return fitUtf8(new TextDecoder().decode(kept, { stream: true }), KEPT_BYTES);
}
