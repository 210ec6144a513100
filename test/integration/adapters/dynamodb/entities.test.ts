import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createAlerts } from '../../../../adapters/dynamodb/alerts';
import { createCollations } from '../../../../adapters/dynamodb/collations';
import { createEntities } from '../../../../adapters/dynamodb/entities';
import { createIncidentNumbers } from '../../../../adapters/dynamodb/incident-numbers';
import { createIncidents } from '../../../../adapters/dynamodb/incidents';
import { walkIncidents } from '../../../../adapters/dynamodb/incident-walk';
import { createResolvedIncidents, markOpen } from '../../../../adapters/dynamodb/open-pages';
import { createIntegrationAlerts } from '../../../../adapters/dynamodb/integration-alerts';
import { createRememberedReplies } from '../../../../adapters/dynamodb/remembered-replies';
import { getItem, type Table } from '../../../../adapters/dynamodb/table';
import { KEYS } from '../../../../core/contracts/keys';
import { startEngines, type Engines } from '../../../support/engines';
import { alertsContract } from '../../../support/port-contracts/alerts';
import { collationsContract } from '../../../support/port-contracts/collations';
import { entitiesContract } from '../../../support/port-contracts/entities';
import { freshAccount, incidentNumbersContract, someLocations } from '../../../support/port-contracts/incident-numbers';
import { incidentsContract } from '../../../support/port-contracts/incidents';
import { integrationAlertsContract } from '../../../support/port-contracts/integration-alerts';
import { rememberedRepliesContract } from '../../../support/port-contracts/remembered-replies';

describe('in the table', () => {
  let engines: Engines;
  let table: Table;

  beforeAll(async () => {
    engines = await startEngines({ table: {} });
    // Without the timeouts of our own clients: races are what is tested, on machines as busy as they may be.
    table = { client: new DynamoDBClient({}), name: engines.tableName };
  });
  afterAll(async () => {
    table.client.destroy();
    await engines.stop();
  });

  entitiesContract(() => createEntities(table));
  incidentNumbersContract(() => createIncidentNumbers(table));
  incidentsContract(() => ({
    entities: createEntities(table),
    numbers: createIncidentNumbers(table),
    incidents: createIncidents(table),
    resolved: createResolvedIncidents(table),
  }));
  alertsContract(() => createAlerts(table, 30));
  integrationAlertsContract(() => createIntegrationAlerts(table, 30));
  collationsContract(() => createCollations(table));
  rememberedRepliesContract(() => createRememberedReplies(table));

  it('a page of numbers loses its mark when all on it are resolved, and gaps count after an hour', async () => {
    const account = freshAccount();
    const numbers = createIncidentNumbers(table);
    await numbers.allocate(account, someLocations(24));
    const isMarked = async () => (await getItem(table, KEYS.openPage(account, 0))) !== null;
    const walk = (now: number) =>
      walkIncidents(table, account, { from: null, direction: 'older', only_open: true, limit: 50 }, now);
    await createResolvedIncidents(table).note(
      account,
      Array.from({ length: 22 }, (_, i) => i + 1),
    );
    await walk(Date.now());
    expect(await isMarked()).toBe(true);
    await expect(walk(Date.now() + 3_700_000)).resolves.toEqual({ incidents: [], next: null });
    expect(await isMarked()).toBe(false);
    await markOpen(table, account, 0);
    await walk(Date.now());
    expect(await isMarked()).toBe(false);
  });
});
