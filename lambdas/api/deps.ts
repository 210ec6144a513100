import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createDynamoClient, createSqsClient } from '../../adapters/aws-clients';
import { createJsonCaller } from '../../adapters/aws-json';
import { createRateLimiter } from '../../adapters/cache/rate-limiter';
import { createAlerts } from '../../adapters/dynamodb/alerts';
import { createAudit } from '../../adapters/dynamodb/audit';
import { createDeliveries } from '../../adapters/dynamodb/deliveries';
import { createDirectory } from '../../adapters/dynamodb/directory';
import { createEndpointHealths } from '../../adapters/dynamodb/endpoint-healths';
import { createCollations } from '../../adapters/dynamodb/collations';
import { createDataVersions } from '../../adapters/dynamodb/data-versions';
import { createEntities } from '../../adapters/dynamodb/entities';
import { createIncidentNumbers } from '../../adapters/dynamodb/incident-numbers';
import { createIncidents } from '../../adapters/dynamodb/incidents';
import { createIntegrationAlerts } from '../../adapters/dynamodb/integration-alerts';
import { createIntegrationErrors } from '../../adapters/dynamodb/integration-errors';
import { createIntegrationKeys } from '../../adapters/dynamodb/integration-keys';
import { createRememberedReplies } from '../../adapters/dynamodb/remembered-replies';
import { createResources } from '../../adapters/dynamodb/resources';
import type { Table } from '../../adapters/dynamodb/table';
import { createLedgerBooks } from '../../adapters/cloudwatch/ledger-books';
import { readEnvironment } from '../../adapters/environment';
import { createLog } from '../../adapters/observability/log';
import { createCredentialVault } from '../../adapters/secrets/credential-vault';
import { createSecretText } from '../../adapters/secrets/secret-text';
import { createSigningKeys } from '../../adapters/secrets/signing-keys';
import { createDeliveriesBacklog } from '../../adapters/sqs/deliveries-backlog';
import { createDeliveriesQueue } from '../../adapters/sqs/deliveries-queue';
import { createTimersQueue } from '../../adapters/sqs/timers-queue';
import { createSystemClock } from '../../adapters/system-clock';
import { ENV } from '../../core/contracts/environment';
import { parseAllowList } from '../../core/domain/endpoint/cidr';
import { readPerMinute } from '../../core/domain/rate-limit/read-per-minute';
import type { ApiDeps } from '../../core/usecases/api/deps';
import type { Clock, Log } from '../../core/usecases/ports';
import { upgradeData, type UpgradeDeps } from '../../core/usecases/upgrade-data';

/** What the handler works with: the log at once, everything when the secrets have been fetched. */
export interface ApiStart {
  readonly log: Log;
  readonly ready: () => Promise<ApiDeps>;
}

/** Names of what it reads from the environment. */
const SETTINGS = [
  'table',
  'deliveriesQueueUrl',
  'timersQueueUrl',
  'signingSecretArn',
  'endpointSecretArn',
  'endpointAllow',
  'endpointHttpsOnly',
  'alertRetentionDays',
  'requestsPerMinute',
  'stage',
] as const;

/** The api's world. Its directory is not cached: who just made something sees it at once, from whichever process. */
export function createDeps(): ApiStart {
  const env = readEnvironment(SETTINGS);
  const table = { client: createDynamoClient('request'), name: env.table };
  const clock = createSystemClock();
  const sqs = createSqsClient('request');
  const secrets = createJsonCaller('secretsmanager', 'background');
  const signingKeys = createSigningKeys(createSecretText(secrets, env.signingSecretArn));
  const endpointSecret = createSecretText(secrets, env.endpointSecretArn);
  const others = {
    ...createRepositories(table, clock, Number(env.alertRetentionDays)),
    clock,
    log: createLog({ function: 'api', stage: env.stage }),
    limiter: createRateLimiter(readPerMinute(env.requestsPerMinute, ENV.requestsPerMinute), clock),
    addressPolicy: { httpsOnly: env.endpointHttpsOnly === 'true', allow: parseAllowList(env.endpointAllow) },
    randomBytes: (count: number) => randomBytes(count),
    deliveriesQueue: createDeliveriesQueue(sqs, env.deliveriesQueueUrl),
    timersQueue: createTimersQueue(sqs, env.timersQueueUrl),
    ledgerBooks: createLedgerBooks(createJsonCaller('cloudwatch', 'request'), env.stage),
    deliveriesBacklog: createDeliveriesBacklog(createJsonCaller('sqs', 'request'), env.deliveriesQueueUrl),
    pause: (milliseconds: number) => pause(milliseconds),
  };
  const upgraded = upgradeOnce({ ...others, dataVersions: createDataVersions(table) });
  return {
    log: others.log,
    ready: async () => {
      const [keys, secret] = await Promise.all([signingKeys(), endpointSecret(), upgraded()]);
      return { ...others, signingKeys: keys, vault: createCredentialVault(secret) };
    },
  };
}

/** Items of an older version are brought up to this one before the first request is served; a failure is tried again with the next. */
function upgradeOnce(deps: UpgradeDeps): () => Promise<void> {
  let upgrading: Promise<void> | undefined;
  return () => {
    upgrading ??= upgradeData(deps).catch((error: unknown) => {
      upgrading = undefined;
      throw error;
    });
    return upgrading;
  };
}

/** What is kept in the table; alerts and deliveries for so many days. The clock is the audit log's. */
export function createRepositories(table: Table, clock: Clock, retentionDays: number) {
  return {
    directory: createDirectory(table),
    integrationKeys: createIntegrationKeys(table),
    resources: createResources(table, clock),
    audit: createAudit(table),
    incidents: createIncidents(table),
    incidentNumbers: createIncidentNumbers(table),
    alerts: createAlerts(table, retentionDays),
    integrationAlerts: createIntegrationAlerts(table, retentionDays),
    entities: createEntities(table),
    collations: createCollations(table),
    errors: createIntegrationErrors(table),
    deliveries: createDeliveries(table, retentionDays),
    rememberedReplies: createRememberedReplies(table),
    healths: createEndpointHealths(table),
  };
}
