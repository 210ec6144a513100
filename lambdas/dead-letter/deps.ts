import { createDynamoClient } from '../../adapters/aws-clients';
import { createAlerts } from '../../adapters/dynamodb/alerts';
import { createDeliveries } from '../../adapters/dynamodb/deliveries';
import { createIntegrationKeys } from '../../adapters/dynamodb/integration-keys';
import { readEnvironment } from '../../adapters/environment';
import { createLog } from '../../adapters/observability/log';
import { createMetrics } from '../../adapters/observability/metrics';
import type { DeadLetterDeps } from './handler';

/** What the dead-letter function works with. */
export function createDeps(): DeadLetterDeps {
  const env = readEnvironment(['table', 'alertRetentionDays', 'stage']);
  const table = { client: createDynamoClient('background'), name: env.table };
  const retentionDays = Number(env.alertRetentionDays);
  return {
    alerts: createAlerts(table, retentionDays),
    integrationKeys: createIntegrationKeys(table),
    deliveries: createDeliveries(table, retentionDays),
    log: createLog({ function: 'dead-letter', stage: env.stage }),
    metrics: createMetrics({ stage: env.stage }),
  };
}
