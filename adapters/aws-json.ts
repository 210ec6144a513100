import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { partition } from '@aws-sdk/core/client';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { isServerError, isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { settings, type Patience } from './aws-clients';
import { defaultProvider } from './sdk-stand-ins/environment-credentials';

/*
 * Single calls of AWS's JSON protocols, put together from the parts that the SDK's own clients are made of. ingest makes
 * one kind of call to the queue and one to the secret; the whole clients for them would be a fifth of what it takes to load
 * it, which a monitor waits for at a cold start (docs/adr/0038-json-calls-without-clients.md).
 */

/** How a service names itself: in hosts and signatures, in the header `x-amz-target`, and in the environment. */
interface JsonService {
  readonly name: string;
  readonly target: string;
  readonly version: '1.0' | '1.1';
  readonly endpointVariable: string;
}

/** As the services' models in the AWS SDK have it. */
const SERVICES = {
  sqs: { name: 'sqs', target: 'AmazonSQS', version: '1.0', endpointVariable: 'AWS_ENDPOINT_URL_SQS' },
  secretsmanager: {
    name: 'secretsmanager',
    target: 'secretsmanager',
    version: '1.1',
    endpointVariable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  },
  cloudwatch: {
    name: 'monitoring',
    target: 'GraniteServiceVersion20100801',
    version: '1.0',
    endpointVariable: 'AWS_ENDPOINT_URL_CLOUDWATCH',
  },
} as const satisfies Record<string, JsonService>;

type Output = Record<string, unknown>;

/** Makes calls of one service: the operation's name and its input go out as JSON, the output comes back as JSON. */
export interface JsonCaller<Name extends keyof typeof SERVICES> {
  readonly service: Name;
  /** Throws {@link AwsJsonError} for an error of the service, and what the connection threw for one of the network. */
  call(operation: string, input: Readonly<Record<string, unknown>>): Promise<Output>;
}

/** An answer of AWS that is an error. `name` is its code, for example `ThrottlingException`. */
export class AwsJsonError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    /** As the SDK's classification of errors reads it. */
    readonly $metadata: { readonly httpStatusCode: number },
  ) {
    super(message);
  }
}

/** A caller of one service, with the same limits of time and the same retries as the SDK's clients have here. */
export function createJsonCaller<Name extends keyof typeof SERVICES>(name: Name, patience: Patience): JsonCaller<Name> {
  const { maxAttempts, requestHandler } = settings(patience);
  const retries = new StandardRetryStrategy(maxAttempts);
  const send = createSender(SERVICES[name], new NodeHttpHandler(requestHandler));
  return {
    service: name,
    async call(operation, input) {
      const body = JSON.stringify(input);
      let token = await retries.acquireInitialRetryToken('');
      for (;;) {
        try {
          const output = await send(operation, body);
          retries.recordSuccess(token);
          return output;
        } catch (error) {
          // Waits as long as the strategy says; it refuses when the error is none to retry or the tries are used up.
          token = await retries
            .refreshRetryTokenForRetry(token, { errorType: errorTypeOf(error as Error) })
            .catch(() => Promise.reject(error as Error));
        }
      }
    },
  };
}

/** One try of a call. */
function createSender(service: JsonService, handler: NodeHttpHandler) {
  const region = process.env['AWS_REGION'] ?? '';
  const endpoint = endpointOf(service, region);
  const signer = new SignatureV4({ service: service.name, region, credentials: defaultProvider(), sha256: Sha256 });
  return async (operation: string, body: string): Promise<Output> => {
    // Signed anew for each try: a signature names the second it was made in, and is good for some minutes.
    const signed = await signer.sign(toRequest(service, endpoint, operation, body));
    const { response } = await handler.handle(new HttpRequest(signed));
    const answer = readAnswer(await text(response.body as Readable));
    if (response.statusCode < 300) return answer;
    throw toError(answer, response.statusCode);
  };
}

/** As the SDK finds it: the service's own variable, the one for all, AWS's own in the region. */
function endpointOf(service: JsonService, region: string): URL {
  const set = process.env[service.endpointVariable] ?? process.env['AWS_ENDPOINT_URL'];
  return new URL(set ?? `https://${service.name}.${region}.${partition(region).dnsSuffix}`);
}

function toRequest(service: JsonService, endpoint: URL, operation: string, body: string): HttpRequest {
  return new HttpRequest({
    method: 'POST',
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    ...(endpoint.port !== '' && { port: Number(endpoint.port) }),
    path: endpoint.pathname,
    headers: {
      host: endpoint.host,
      'content-type': `application/x-amz-json-${service.version}`,
      'content-length': String(Buffer.byteLength(body)),
      'x-amz-target': `${service.target}.${operation}`,
    },
    body,
  });
}

/** A proxy between may answer with something else than JSON: then the status has to do. */
function readAnswer(text: string): Output {
  try {
    return JSON.parse(text === '' ? '{}' : text) as Output;
  } catch {
    return {};
  }
}

function toError(answer: Output, httpStatusCode: number): AwsJsonError {
  const { __type: type, message, Message: other } = answer;
  // `com.amazonaws.sqs#QueueDoesNotExist`: the part before the sign is a namespace.
  const name = typeof type === 'string' ? type.slice(type.lastIndexOf('#') + 1) : 'UnknownError';
  const said = [message, other].find((part) => typeof part === 'string');
  return new AwsJsonError(name, said ?? `AWS answered ${httpStatusCode}.`, { httpStatusCode });
}

/** The kinds of error that the retry strategy tells apart, by the SDK's own classification. */
function errorTypeOf(thrown: Error) {
  // The parameter's type has a field that may be absent but not undefined; it reads any error.
  const error = thrown as Parameters<typeof isServerError>[0];
  if (isThrottlingError(error)) return 'THROTTLING';
  if (isTransientError(error)) return 'TRANSIENT';
  return isServerError(error) ? 'SERVER_ERROR' : 'CLIENT_ERROR';
}
