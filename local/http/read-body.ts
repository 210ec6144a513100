import type { IncomingMessage } from 'node:http';

/** API Gateway's limit for a request's body. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** Read and thrown away beyond the limit, so that a client still sending gets its answer; more is cut off. */
const MAX_DRAINED_BYTES = 64 * 1024 * 1024;

/** Reads a request's body; `'too-large'` above the gateway's limit. Rejects when the client goes away before its end. */
export function readBody(request: IncomingMessage): Promise<Buffer | 'too-large'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else chunks.length = 0;
      if (size > MAX_DRAINED_BYTES) resolve('too-large');
    });
    request.on('end', () => {
      resolve(size > MAX_BODY_BYTES ? 'too-large' : Buffer.concat(chunks));
    });
    request.on('close', () => {
      reject(new Error('the client went away'));
    });
    request.on('error', reject);
  });
}
