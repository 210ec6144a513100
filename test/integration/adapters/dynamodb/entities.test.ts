import { randomUUID } from 'node:crypto';
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
import { markOf } from '../../../../adapters/dynamodb/items/number-page';
import { getItem, keyItem, putItem, type Table } from '../../../../adapters/dynamodb/table';
import { KEYS } from '../../../../core/contracts/keys';
import { hashEntityId } from '../../../../core/domain/entity-hash';
import { locationOf } from '../../../../core/domain/incident-location';
import { freshIncident } from '../../../support/builders/fresh-incidents';
import { aHead } from '../../../support/builders/incident';
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

  it('numbers that were taken before the ledger told whose and when are all looked at', async () => {
    const account = freshAccount();
    const [team, other] = [randomUUID(), randomUUID()];
    const incidents = [team, other].map((of) => freshIncident({ account, team: of }));
    const [old, fresh] = incidents.map((incident, i) => ({ ...incident, number: i + 1 }));
    const bytes = Buffer.concat([
      Buffer.from(old!.integration.replaceAll('-', ''), 'hex'),
      Buffer.from(`${hashEntityId(old!.entity_id)}AA`, 'base64url').subarray(0, 17),
      Buffer.from([0, 0, 0, old!.ordinal]),
    ]);
    const at = { N: String(Math.floor(Date.now() / 1_000) - 86_400) };
    await putItem(table, { ...keyItem(KEYS.numberPage(account, 0)), refs: { L: [{ B: bytes }] }, t: at });
    const { service } = fresh!;
    const not_before = fresh!.created_at;
    const place = { ...locationOf(fresh!), team: other, service, not_before };
    expect(await createIncidentNumbers(table).allocate(account, [place])).toEqual([2]);
    for (const incident of [old!, fresh!]) await createEntities(table).save(aHead(incident), true);
    const of = { teams: [team], services: null, since: null, until: old!.created_at };
    const stretch = { from: null, direction: 'older', only_open: false, limit: 5, of } as const;
    const walk = await createIncidents(table).walk(account, stretch);
    expect(walk.incidents).toContainEqual(old);
    expect(walk.looked).toBe(markOf(team) === markOf(other) ? 2 : 1);
  });

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
    await expect(walk(Date.now() + 3_700_000)).resolves.toMatchObject({ incidents: [], next: null });
    expect(await isMarked()).toBe(false);
    await markOpen(table, account, 0);
    await walk(Date.now());
    expect(await isMarked()).toBe(false);
  });
});
