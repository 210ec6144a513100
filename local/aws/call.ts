import { Agent, request } from 'node:http';
import { asText, isObject, parseJson, type JsonObject } from '../json';
import { REGION } from '../assembly/names';

/** An error that an engine answered with. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  constructor(
    /** Without the namespace: `ResourceNotFoundException`. */
    readonly code: string,
    readonly status: number,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

/** Calls one engine: `operation` with its namespace (`AmazonSQS.ReceiveMessage`), the input as JSON; answers the output. */
export type AwsCall = (operation: string, input: JsonObject, signal?: AbortSignal) => Promise<JsonObject>;

/** The engines take any signature, but want to see one: fauxqs reads the region from it. */
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=local/20260101/${REGION}/local/aws4_request, SignedHeaders=host, Signature=00`;

/**
 * A caller of the engine at `endpoint` in AWS's JSON protocol. Rather than the SDK: the runner needs eight operations,
 * and loading two clients would be most of its start.
 * Rejects with {@link AwsError} for the engine's answer, with the socket's error when it can't be reached.
 */
export function awsCaller(endpoint: string): AwsCall {
  const agent = new Agent({ keepAlive: true });
  return (operation, input, signal) =>
    new Promise((resolve, reject) => {
      const body = Buffer.from(JSON.stringify(input));
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': body.length,
        'x-amz-target': operation,
        authorization: AUTHORIZATION,
      };
      const sent = request(endpoint, { method: 'POST', agent, headers, ...(signal ? { signal } : {}) }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          settle(answer.statusCode ?? 0, Buffer.concat(chunks).toString('utf8'), resolve, reject);
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

function settle(
  status: number,
  text: string,
  resolve: (output: JsonObject) => void,
  reject: (error: AwsError) => void,
): void {
  const parsed = text === '' ? {} : parseJson(text);
  const output = isObject(parsed) ? parsed : {};
  if (status === 200) {
    resolve(output);
    return;
  }
  const code = (asText(output['__type']) ?? `HTTP ${status}`).replace(/^.*#/, '');
  reject(new AwsError(code, status, asText(output['message']) ?? asText(output['Message']) ?? text.slice(0, 200)));
}
