import { createDynamoClient } from '../../adapters/aws-clients';
import { createJsonCaller } from '../../adapters/aws-json';
import { createAlerts } from '../../adapters/dynamodb/alerts';
import { createDeliveries } from '../../adapters/dynamodb/deliveries';
import { createIntegrationErrors } from '../../adapters/dynamodb/integration-errors';
import { createIntegrationKeys } from '../../adapters/dynamodb/integration-keys';
import { readEnvironment } from '../../adapters/environment';
import { createLedger } from '../../adapters/observability/ledger';
import { createLog } from '../../adapters/observability/log';
import { createMetrics } from '../../adapters/observability/metrics';
import { createSecretText } from '../../adapters/secrets/secret-text';
import { createSigningKeys } from '../../adapters/secrets/signing-keys';
import type { DeadLetterDeps } from './handler';

/** What the dead-letter function works with. */
export async function createDeps(): Promise<DeadLetterDeps> {
  const env = readEnvironment(['table', 'alertRetentionDays', 'signingSecretArn', 'stage']);
  const table = { client: createDynamoClient('background'), name: env.table };
  const retentionDays = Number(env.alertRetentionDays);
  return {
    alerts: createAlerts(table, retentionDays),
    integrationKeys: createIntegrationKeys(table),
    signing: await createSigningKeys(
      createSecretText(createJsonCaller('secretsmanager', 'background'), env.signingSecretArn),
    )(),
    deliveries: createDeliveries(table, retentionDays),
    errors: createIntegrationErrors(table),
    ledger: createLedger({ stage: env.stage }),
    log: createLog({ function: 'dead-letter', stage: env.stage }),
    metrics: createMetrics({ stage: env.stage }),
  };
}
