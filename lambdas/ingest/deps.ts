import { randomBytes } from 'node:crypto';
import { createDynamoClient } from '../../adapters/aws-clients';
import { createJsonCaller } from '../../adapters/aws-json';
import { cacheIntegrationKeys } from '../../adapters/cache/cached-integration-keys';
import { createRateLimiter } from '../../adapters/cache/rate-limiter';
import { createIntegrationKeys } from '../../adapters/dynamodb/integration-keys';
import { readEnvironment } from '../../adapters/environment';
import { createLedger } from '../../adapters/observability/ledger';
import { createLog } from '../../adapters/observability/log';
import { createSecretText } from '../../adapters/secrets/secret-text';
import { createSigningKeys } from '../../adapters/secrets/signing-keys';
import { createAlertsQueue } from '../../adapters/sqs/alerts-queue';
import { createSystemClock } from '../../adapters/system-clock';
import { ENV } from '../../core/contracts/environment';
import { readPerMinute } from '../../core/domain/rate-limit/read-per-minute';
import type { Log } from '../../core/usecases/ports';
import type { IngestDeps } from './handler';

/** What ingest works with: the log at once, everything when the signing keys have been fetched. */
export function createDeps(): { readonly log: Log; readonly ready: () => Promise<IngestDeps> } {
  const env = readEnvironment(['table', 'alertsQueueUrl', 'signingSecretArn', 'alertsPerMinute', 'stage']);
  const clock = createSystemClock();
  const table = { client: createDynamoClient('request'), name: env.table };
  const signingKeys = createSigningKeys(
    createSecretText(createJsonCaller('secretsmanager', 'background'), env.signingSecretArn),
  );
  const others = {
    integrationKeys: cacheIntegrationKeys(createIntegrationKeys(table), clock),
    alertsQueue: createAlertsQueue(createJsonCaller('sqs', 'request'), env.alertsQueueUrl),
    limiter: createRateLimiter(readPerMinute(env.alertsPerMinute, ENV.alertsPerMinute), clock),
    clock,
    random: (bytes: number) => randomBytes(bytes),
    ledger: createLedger({ stage: env.stage }),
    log: createLog({ function: 'ingest', stage: env.stage }),
  };
  return { log: others.log, ready: async () => ({ ...others, signing: await signingKeys() }) };
}
