import { createDynamoClient, createSqsClient } from '../../adapters/aws-clients';
import { createJsonCaller } from '../../adapters/aws-json';
import { cacheDirectory } from '../../adapters/cache/cached-directory';
import { cacheIntegrationKeys } from '../../adapters/cache/cached-integration-keys';
import { createAlerts } from '../../adapters/dynamodb/alerts';
import { createCollations } from '../../adapters/dynamodb/collations';
import { createDirectory } from '../../adapters/dynamodb/directory';
import { createEntities } from '../../adapters/dynamodb/entities';
import { createIncidentNumbers } from '../../adapters/dynamodb/incident-numbers';
import { createIntegrationAlerts } from '../../adapters/dynamodb/integration-alerts';
import { createIntegrationErrors } from '../../adapters/dynamodb/integration-errors';
import { createIntegrationKeys } from '../../adapters/dynamodb/integration-keys';
import { readEnvironment } from '../../adapters/environment';
import { createAmazonSns } from '../../adapters/http/amazon-sns';
import { createLedger } from '../../adapters/observability/ledger';
import { createLog } from '../../adapters/observability/log';
import { createSecretText } from '../../adapters/secrets/secret-text';
import { createSigningKeys } from '../../adapters/secrets/signing-keys';
import { createAlertsInFlight } from '../../adapters/sqs/alerts-in-flight';
import { createAlertsQueue } from '../../adapters/sqs/alerts-queue';
import { createSystemClock } from '../../adapters/system-clock';
import { ALERTS_BATCH } from '../../core/contracts/alerts-batch';
import { createSubscriptionConfirmer } from '../../core/usecases/process/confirm-subscription';
import type { ProcessHandlerDeps } from './handler';

/**
 * What process works with, once the signing keys are fetched. Resources may be a few seconds old (adapters/cache);
 * entities never are.
 */
export async function createDeps(): Promise<ProcessHandlerDeps> {
  const env = readEnvironment(['table', 'alertsQueueUrl', 'signingSecretArn', 'alertRetentionDays', 'stage']);
  const clock = createSystemClock();
  const table = { client: createDynamoClient('background'), name: env.table };
  return {
    integrationKeys: cacheIntegrationKeys(createIntegrationKeys(table), clock),
    directory: cacheDirectory(createDirectory(table), clock),
    entities: createEntities(table),
    collations: createCollations(table),
    incidentNumbers: createIncidentNumbers(table),
    integrationAlerts: createIntegrationAlerts(table, Number(env.alertRetentionDays)),
    alerts: createAlerts(table, Number(env.alertRetentionDays)),
    errors: createIntegrationErrors(table),
    alertsQueue: createAlertsQueue(createJsonCaller('sqs', 'background'), env.alertsQueueUrl),
    // The alerts in hand do not wait long for company, nor, once they have ended, for its removal: what fails comes again.
    alertsInFlight: createAlertsInFlight(createSqsClient('request'), env.alertsQueueUrl),
    fullBatch: ALERTS_BATCH,
    confirmSubscription: createSubscriptionConfirmer(createAmazonSns()),
    signing: await createSigningKeys(
      createSecretText(createJsonCaller('secretsmanager', 'background'), env.signingSecretArn),
    )(),
    ledger: createLedger({ stage: env.stage }),
    log: createLog({ function: 'process', stage: env.stage }),
  };
}
