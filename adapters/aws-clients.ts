import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SQSClient } from '@aws-sdk/client-sqs';

/**
 * Clients of AWS, made once per process by composition roots. Region, credentials and endpoints are the SDK's standard
 * environment (`AWS_REGION`, `AWS_ENDPOINT_URL_DYNAMODB`, …), so no code knows whether it runs in AWS.
 */

/**
 * Who waits for the call. A person or a monitor waits for `request`: two tries, then they hear of it and try again
 * themselves. Nobody waits for `background`: five tries cost less than a redelivery of the whole batch.
 */
export type Patience = 'request' | 'background';

const MAX_ATTEMPTS: Readonly<Record<Patience, number>> = { request: 2, background: 5 };

/**
 * Milliseconds. A connection within one region takes < 10 ms; one that takes a second never comes. In the background it
 * has to be as long as a request: the SDK also counts the wait for a free socket, and a batch makes many calls at once.
 */
const CONNECTION_TIMEOUT: Readonly<Record<Patience, number>> = { request: 1_000, background: 3_000 };
/** Milliseconds. Single items answer in < 20 ms; beyond three seconds a second try is quicker than waiting on. */
const REQUEST_TIMEOUT = 3_000;
/** The SDK's own default, written down because the fan-out of a batch is sized to it. */
const MAX_SOCKETS = 50;

/** How long and how often a client tries, and over how many connections. */
export function settings(patience: Patience) {
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS };
  return {
    maxAttempts: MAX_ATTEMPTS[patience],
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT[patience],
      requestTimeout: REQUEST_TIMEOUT,
      // Without this the handler only warns that a request takes too long.
      throwOnRequestTimeout: true,
      httpsAgent: agent,
      httpAgent: agent,
    },
  };
}

/** The table's client. */
export function createDynamoClient(patience: Patience): DynamoDBClient {
  return new DynamoDBClient(settings(patience));
}

/** The client of the table's stream. */
export function createStreamsClient(): DynamoDBStreamsClient {
  return new DynamoDBStreamsClient(settings('background'));
}

/** The queues' client. */
export function createSqsClient(patience: Patience): SQSClient {
  // The endpoint is the environment's, also where a queue's URL names another host than the engine listens on.
  return new SQSClient({ ...settings(patience), useQueueUrlAsEndpoint: false });
}
