import { createDynamoClient, createSqsClient } from '../../adapters/aws-clients';
import { createDirectory } from '../../adapters/dynamodb/directory';
import { readEnvironment } from '../../adapters/environment';
import { createLog } from '../../adapters/observability/log';
import { createDeliveriesQueue } from '../../adapters/sqs/deliveries-queue';
import type { DispatchDeps } from '../../core/usecases/dispatch-transitions';

/**
 * What dispatch works with. Its directory is not cached: an endpoint that was just configured is told of the very next
 * transition, and one batch reads each resource once anyway.
 */
export function createDeps(): DispatchDeps {
  const env = readEnvironment(['table', 'deliveriesQueueUrl', 'stage']);
  return {
    directory: createDirectory({ client: createDynamoClient('background'), name: env.table }),
    deliveriesQueue: createDeliveriesQueue(createSqsClient('background'), env.deliveriesQueueUrl),
    log: createLog({ function: 'dispatch', stage: env.stage }),
  };
}
