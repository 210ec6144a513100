import { createDynamoClient, createSqsClient } from '../../adapters/aws-clients';
import { createEntities } from '../../adapters/dynamodb/entities';
import { readEnvironment } from '../../adapters/environment';
import { createLog } from '../../adapters/observability/log';
import { createTimersQueue } from '../../adapters/sqs/timers-queue';
import { createSystemClock } from '../../adapters/system-clock';
import type { TimerHandlerDeps } from './handler';

/** What timer works with. */
export function createDeps(): TimerHandlerDeps {
  const env = readEnvironment(['table', 'timersQueueUrl', 'stage']);
  return {
    entities: createEntities({ client: createDynamoClient('background'), name: env.table }),
    timersQueue: createTimersQueue(createSqsClient('background'), env.timersQueueUrl),
    clock: createSystemClock(),
    log: createLog({ function: 'timer', stage: env.stage }),
  };
}
