import { createDynamoClient, createSqsClient } from '../../adapters/aws-clients';
import { createDirectory } from '../../adapters/dynamodb/directory';
import { createResolvedIncidents } from '../../adapters/dynamodb/open-pages';
import { readEnvironment } from '../../adapters/environment';
import { createLedger } from '../../adapters/observability/ledger';
import { createLog } from '../../adapters/observability/log';
import { createDeliveriesQueue } from '../../adapters/sqs/deliveries-queue';
import { createTimersQueue } from '../../adapters/sqs/timers-queue';
import { createSystemClock } from '../../adapters/system-clock';
import type { DispatchHandlerDeps } from './handler';

/**
 * What dispatch works with. Its directory is not cached: an endpoint that was just configured is told of the very next
 * transition, and one batch reads each resource once anyway.
 */
export function createDeps(): DispatchHandlerDeps {
  const env = readEnvironment(['table', 'deliveriesQueueUrl', 'timersQueueUrl', 'stage']);
  const sqs = createSqsClient('background');
  const table = { client: createDynamoClient('background'), name: env.table };
  return {
    directory: createDirectory(table),
    resolvedIncidents: createResolvedIncidents(table),
    deliveriesQueue: createDeliveriesQueue(sqs, env.deliveriesQueueUrl),
    timersQueue: createTimersQueue(sqs, env.timersQueueUrl),
    clock: createSystemClock(),
    ledger: createLedger({ stage: env.stage }),
    log: createLog({ function: 'dispatch', stage: env.stage }),
  };
}
