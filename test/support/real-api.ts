import { randomBytes } from 'node:crypto';
import { createDynamoClient } from '../../adapters/aws-clients';
import type { Table } from '../../adapters/dynamodb/table';
import { createCredentialVault } from '../../adapters/secrets/credential-vault';
import { createSystemClock } from '../../adapters/system-clock';
import { deriveSigningKey } from '../../core/domain/signing';
import type { ApiDeps } from '../../core/usecases/api/deps';
import type { DeliveriesQueue } from '../../core/usecases/ports';
import { createRepositories } from '../../lambdas/api/deps';
import { createHandler } from '../../lambdas/api/handler';
import { startEngines } from './engines';
import { MemoryLedger } from './fakes/memory-ledger';
import { MemoryLog } from './fakes/memory-log';
import { NO_LIMIT } from './fakes/no-limit';

/** The api function over a real table of its own. */
export interface RealApi {
  readonly table: Table;
  readonly deps: ApiDeps;
  readonly handler: ReturnType<typeof createHandler>;
  readonly stop: () => Promise<void>;
}

/** Starts a table engine, and the api on it. @param deliveriesQueue where redeliveries and releases go. */
export async function startRealApi(deliveriesQueue: DeliveriesQueue): Promise<RealApi> {
  const engines = await startEngines({ table: {} });
  const table = { client: createDynamoClient('request'), name: engines.tableName };
  const log = new MemoryLog();
  const clock = createSystemClock();
  const deps: ApiDeps = {
    ...createRepositories(table, clock, 30),
    clock,
    log,
    limiter: NO_LIMIT,
    vault: createCredentialVault('another secret'),
    signingKeys: {
      traceIds: deriveSigningKey('a secret', 'trace-ids'),
      integrationKeys: deriveSigningKey('a secret', 'integration-keys'),
    },
    addressPolicy: { httpsOnly: false, allow: [] },
    randomBytes,
    deliveriesQueue,
    ledgerBooks: new MemoryLedger(),
    deliveriesBacklog: { countWaiting: () => Promise.resolve(0) },
    timersQueue: { send: () => Promise.resolve() },
    pause: () => Promise.resolve(),
  };
  const stop = async (): Promise<void> => {
    table.client.destroy();
    await engines.stop();
  };
  return { table, deps, handler: createHandler({ log, ready: () => Promise.resolve(deps) }), stop };
}
