import { setTimeout as pause } from 'node:timers/promises';
import { createDynamoClient, createSqsClient } from '../../adapters/aws-clients';
import { createJsonCaller } from '../../adapters/aws-json';
import { createBacklogs } from '../../adapters/dynamodb/backlogs';
import { createDeliveries } from '../../adapters/dynamodb/deliveries';
import { createDirectory } from '../../adapters/dynamodb/directory';
import { createEndpointHealths } from '../../adapters/dynamodb/endpoint-healths';
import { joinReads } from '../../adapters/dynamodb/joined-reads';
import { createResources } from '../../adapters/dynamodb/resources';
import { readEnvironment } from '../../adapters/environment';
import { createEndpointSender } from '../../adapters/http/endpoint-sender';
import { createLedger } from '../../adapters/observability/ledger';
import { createLog } from '../../adapters/observability/log';
import { createMetrics } from '../../adapters/observability/metrics';
import { createCredentialVault } from '../../adapters/secrets/credential-vault';
import { createSecretText } from '../../adapters/secrets/secret-text';
import { createDeliveriesInFlight } from '../../adapters/sqs/deliveries-in-flight';
import { createDeliveriesQueue } from '../../adapters/sqs/deliveries-queue';
import { createSystemClock } from '../../adapters/system-clock';
import { parseAllowList } from '../../core/domain/endpoint/cidr';
import { version } from '../../package.json';
import type { DeliverHandlerDeps } from './handler';

const SETTINGS = [
  'table',
  'deliveriesQueueUrl',
  'endpointSecretArn',
  'endpointAllow',
  'endpointHttpsOnly',
  'alertRetentionDays',
  'stage',
] as const;

/**
 * What deliver works with, once the secret of the endpoints' credentials has been fetched. The directory is not cached: a
 * configuration that was put right counts for the very next attempt.
 */
export function createDeps(): () => Promise<DeliverHandlerDeps> {
  const env = readEnvironment(SETTINGS);
  // Each delivery reads its row, its integration and the endpoint's health at once.
  const table = joinReads({ client: createDynamoClient('background'), name: env.table });
  const retentionDays = Number(env.alertRetentionDays);
  const queues = createSqsClient('background');
  const clock = createSystemClock();
  const secret = createSecretText(createJsonCaller('secretsmanager', 'background'), env.endpointSecretArn);
  const policy = { httpsOnly: env.endpointHttpsOnly === 'true', allow: parseAllowList(env.endpointAllow) };
  const others = {
    directory: createDirectory(table),
    deliveries: createDeliveries(table, retentionDays),
    sender: createEndpointSender(policy),
    healths: createEndpointHealths(table),
    backlogs: createBacklogs(table, retentionDays),
    resources: createResources(table, clock),
    inFlight: createDeliveriesInFlight(queues, env.deliveriesQueueUrl),
    deliveriesQueue: createDeliveriesQueue(queues, env.deliveriesQueueUrl),
    clock,
    pause: (milliseconds: number) => pause(milliseconds),
    jitter: Math.random,
    userAgent: `Tocsin/${version}`,
    ledger: createLedger({ stage: env.stage }),
    log: createLog({ function: 'deliver', stage: env.stage }),
    metrics: createMetrics({ stage: env.stage }),
  };
  return async () => ({ ...others, vault: createCredentialVault(await secret()) });
}
