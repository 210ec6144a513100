import { createDynamoClient, createSqsClient, createStreamsClient } from '../../adapters/aws-clients';
import { createDirectory } from '../../adapters/dynamodb/directory';
import { createTableStream } from '../../adapters/dynamodb/table-stream';
import { readEnvironment } from '../../adapters/environment';
import { createLog } from '../../adapters/observability/log';
import { createDeliveriesQueue } from '../../adapters/sqs/deliveries-queue';
import type { RedispatchDeps } from './handler';

/** What redispatch works with: the same as dispatch, and the stream. */
export function createDeps(): RedispatchDeps {
  const env = readEnvironment(['table', 'tableStreamArn', 'deliveriesQueueUrl', 'stage']);
  return {
    directory: createDirectory({ client: createDynamoClient('background'), name: env.table }),
    deliveriesQueue: createDeliveriesQueue(createSqsClient('background'), env.deliveriesQueueUrl),
    tableStream: createTableStream(createStreamsClient(), env.tableStreamArn),
    log: createLog({ function: 'redispatch', stage: env.stage }),
  };
}
