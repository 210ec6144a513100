import { createDynamoClient, createSqsClient, createStreamsClient } from '../../adapters/aws-clients';
import { createDirectory } from '../../adapters/dynamodb/directory';
import { createResolvedIncidents } from '../../adapters/dynamodb/open-pages';
import { createTableStream } from '../../adapters/dynamodb/table-stream';
import { readEnvironment } from '../../adapters/environment';
import { createLedger } from '../../adapters/observability/ledger';
import { createLog } from '../../adapters/observability/log';
import { createDeliveriesQueue } from '../../adapters/sqs/deliveries-queue';
import { createTimersQueue } from '../../adapters/sqs/timers-queue';
import { createSystemClock } from '../../adapters/system-clock';
import type { RedispatchDeps } from './handler';

/** What redispatch works with: the same as dispatch, and the stream. */
export function createDeps(): RedispatchDeps {
  const env = readEnvironment(['table', 'tableStreamArn', 'deliveriesQueueUrl', 'timersQueueUrl', 'stage']);
  const sqs = createSqsClient('background');
  const table = { client: createDynamoClient('background'), name: env.table };
  return {
    directory: createDirectory(table),
    resolvedIncidents: createResolvedIncidents(table),
    deliveriesQueue: createDeliveriesQueue(sqs, env.deliveriesQueueUrl),
    timersQueue: createTimersQueue(sqs, env.timersQueueUrl),
    clock: createSystemClock(),
    tableStream: createTableStream(createStreamsClient(), env.tableStreamArn),
    ledger: createLedger({ stage: env.stage }),
    log: createLog({ function: 'redispatch', stage: env.stage }),
  };
}
