import { createDynamoClient } from '../../adapters/aws-clients';
import { createJsonCaller } from '../../adapters/aws-json';
import { createSeenIds } from '../../adapters/cache/seen-ids';
import { createDirectory } from '../../adapters/dynamodb/directory';
import { createEntities } from '../../adapters/dynamodb/entities';
import { createResources } from '../../adapters/dynamodb/resources';
import { readEnvironment } from '../../adapters/environment';
import { createEndpointSender } from '../../adapters/http/endpoint-sender';
import { createLog } from '../../adapters/observability/log';
import { createMetrics } from '../../adapters/observability/metrics';
import { createCredentialVault } from '../../adapters/secrets/credential-vault';
import { createSecretText } from '../../adapters/secrets/secret-text';
import { createSystemClock } from '../../adapters/system-clock';
import { makeCanarySecrets } from '../../core/domain/canary/canary-secrets';
import { parseAllowList } from '../../core/domain/endpoint/cidr';
import type { CanaryStart } from './handler';

const SETTINGS = [
  'table',
  'baseUrl',
  'signingSecretArn',
  'endpointSecretArn',
  'endpointAllow',
  'endpointHttpsOnly',
  'stage',
] as const;

/** What the canary works with: each secret is fetched where it is first needed. */
export function createDeps(): CanaryStart {
  const env = readEnvironment(SETTINGS);
  const table = { client: createDynamoClient('background'), name: env.table };
  const clock = createSystemClock();
  const client = createJsonCaller('secretsmanager', 'background');
  const signingSecret = createSecretText(client, env.signingSecretArn);
  const endpointSecret = createSecretText(client, env.endpointSecretArn);
  const policy = { httpsOnly: env.endpointHttpsOnly === 'true', allow: parseAllowList(env.endpointAllow) };
  const isNew = createSeenIds();
  const repositories = {
    directory: createDirectory(table),
    resources: createResources(table, clock),
    entities: createEntities(table),
    sender: createEndpointSender(policy),
  };
  return {
    log: createLog({ function: 'canary', stage: env.stage }),
    metrics: createMetrics({ stage: env.stage }),
    sending: async () => {
      const [signing, endpoint] = await Promise.all([signingSecret(), endpointSecret()]);
      const secrets = makeCanarySecrets(signing);
      return { ...repositories, clock, secrets, vault: createCredentialVault(endpoint), baseUrl: env.baseUrl };
    },
    receiving: async () => {
      const { webhookSecret } = makeCanarySecrets(await signingSecret());
      return { webhookSecret, clock, isNew };
    },
  };
}
