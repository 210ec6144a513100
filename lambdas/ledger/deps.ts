import { createJsonCaller } from '../../adapters/aws-json';
import { createLedgerBooks } from '../../adapters/cloudwatch/ledger-books';
import { readEnvironment } from '../../adapters/environment';
import { createLog } from '../../adapters/observability/log';
import { createMetrics } from '../../adapters/observability/metrics';
import { createDeliveriesBacklog } from '../../adapters/sqs/deliveries-backlog';
import { createSystemClock } from '../../adapters/system-clock';
import type { LedgerHandlerDeps } from './handler';

/** What ledger works with. */
export function createDeps(): LedgerHandlerDeps {
  const env = readEnvironment(['deliveriesQueueUrl', 'stage']);
  return {
    ledgerBooks: createLedgerBooks(createJsonCaller('cloudwatch', 'background'), env.stage),
    deliveriesBacklog: createDeliveriesBacklog(createJsonCaller('sqs', 'background'), env.deliveriesQueueUrl),
    clock: createSystemClock(),
    log: createLog({ function: 'ledger', stage: env.stage }),
    metrics: createMetrics({ stage: env.stage }),
  };
}
