import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type DynamoDBStreamsClient,
} from '@aws-sdk/client-dynamodb-streams';
import { createDynamoClient, createStreamsClient } from '../../../../adapters/aws-clients';
import { createAudit } from '../../../../adapters/dynamodb/audit';
import { createDeliveries } from '../../../../adapters/dynamodb/deliveries';
import { createDirectory } from '../../../../adapters/dynamodb/directory';
import { createBacklogs } from '../../../../adapters/dynamodb/backlogs';
import { createEndpointHealths } from '../../../../adapters/dynamodb/endpoint-healths';
import { createEntities } from '../../../../adapters/dynamodb/entities';
import { createIntegrationErrors } from '../../../../adapters/dynamodb/integration-errors';
import { createDataVersions } from '../../../../adapters/dynamodb/data-versions';
import { createIntegrationKeys } from '../../../../adapters/dynamodb/integration-keys';
import { createResources } from '../../../../adapters/dynamodb/resources';
import { deleteItem, getItem, keyItem, putItem, type Table } from '../../../../adapters/dynamodb/table';
import { createTableStream } from '../../../../adapters/dynamodb/table-stream';
import { createSystemClock } from '../../../../adapters/system-clock';
import { DATA_VERSION } from '../../../../core/contracts/data-version';
import { KEYS, TTL_ATTRIBUTE } from '../../../../core/contracts/keys';
import { companionsOf } from '../../../../core/domain/resource-kinds';
import { upgradeData } from '../../../../core/usecases/upgrade-data';
import { aDeliveryMessage } from '../../../support/builders/deliveries';
import { freshIncident } from '../../../support/builders/fresh-incidents';
import { aHead } from '../../../support/builders/incident';
import { aService, aTeam } from '../../../support/builders/resources';
import { startEngines, type Engines } from '../../../support/engines';
import { MemoryLog } from '../../../support/fakes/memory-log';
import { backlogsContract } from '../../../support/port-contracts/backlogs';
import { deliveriesContract } from '../../../support/port-contracts/deliveries';
import { endpointHealthsContract } from '../../../support/port-contracts/endpoint-healths';
import { integrationErrorsContract } from '../../../support/port-contracts/integration-errors';
import { resourcesContract } from '../../../support/port-contracts/resources';

const clock = createSystemClock();

describe('in the table', () => {
  let engines: Engines;
  let table: Table;
  let streams: DynamoDBStreamsClient;

  beforeAll(async () => {
    engines = await startEngines({ table: {} });
    table = { client: createDynamoClient('background'), name: engines.tableName };
    streams = createStreamsClient();
  });
  afterAll(async () => {
    table.client.destroy();
    streams.destroy();
    await engines.stop();
  });

  integrationErrorsContract(() => createIntegrationErrors(table));

  resourcesContract(() => ({
    resources: createResources(table, clock),
    directory: createDirectory(table),
    integrationKeys: createIntegrationKeys(table),
    audit: createAudit(table),
  }));
  deliveriesContract(() => createDeliveries(table, 30));

  endpointHealthsContract(() => createEndpointHealths(table));
  backlogsContract(() => createBacklogs(table, 30));

  it('a delivery expires the days of retention after its transition', async () => {
    const message = aDeliveryMessage({ transition_at: 1_789_000_000_500_000 });
    const then = { status: 'failed', next_attempt_at: null, reason: 'The integration is disabled.' } as const;
    await createDeliveries(table, 30).record(message, null, then);
    const row = await getItem(table, KEYS.delivery(message.integration, message.id));
    expect(row?.[TTL_ATTRIBUTE]).toEqual({ N: String(1_789_000_000 + 30 * 86_400) });
  });

  it('items of an older version are brought up to this one, once', async () => {
    const [account, team, username] = [randomUUID().slice(0, 5), randomUUID(), randomUUID().slice(0, 23)];
    const resources = createResources(table, clock);
    const made = { account, team, created_at: 1 };
    const service = aService({ account, team, id: randomUUID() });
    const member = { ...made, id: randomUUID(), username, role: 1 } as const;
    const role = { ...made, id: randomUUID(), title: 'Scribe', description: '', rank: 1 };
    const priority = { ...made, id: randomUUID(), name: 'P1', description: '', color: 'red' };
    await resources.create('team', aTeam({ account, id: team }));
    await resources.create('service', service);
    await resources.create('member', member);
    await resources.create('role', role);
    await resources.create('priority', priority);
    const beside = [
      ...companionsOf('service', service),
      ...companionsOf('member', member),
      ...companionsOf('role', role),
      ...companionsOf('priority', priority),
    ];
    for (const { key } of beside) await deleteItem(table, key);
    await putItem(table, { ...keyItem(KEYS.deployment()), a: { S: account } });

    const directory = createDirectory(table);
    const log = new MemoryLog();
    const upgrade = () => upgradeData({ dataVersions: createDataVersions(table), directory, resources, log });
    await Promise.all([upgrade(), upgrade()]);
    expect(await directory.servicePlace(service.id)).toEqual({ account, team, service: service.id });
    expect(await directory.teamsOfUser(username)).toEqual([team]);
    expect(await directory.teamParts(account)).toMatchObject({
      members: [{ id: member.id }],
      roles: [{ id: role.id }],
    });
    expect(await directory.prioritiesNamed(account, 'p1')).toEqual([priority.id]);
    const written = log.lines.length;
    await upgrade();
    expect(log.lines).toHaveLength(written);
    expect(await createDataVersions(table).find()).toEqual({ account, version: DATA_VERSION });
    // What a deployment begins with is of this version.
    await deleteItem(table, KEYS.deployment());
    expect(await createDataVersions(table).find()).toBeNull();
    await upgrade();
    await resources.claimAccount(account);
    expect(await createDataVersions(table).find()).toEqual({ account, version: DATA_VERSION });
  });

  it('the stream gives the transitions of a stretch again, in order, both ends included, and nothing else', async () => {
    const entities = createEntities(table);
    const heads = [1, 2, 3, 4].map((version) => aHead(freshIncident(SAME), { version, alert_pages: version }));
    for (const head of heads) await entities.save(head, head.version !== 3);
    await entities.archive(heads[0]!, heads[0]!.incident!);
    const { shardId, sequences } = await locateHeads(heads[0]!.integration);
    const [first, , , last] = sequences;
    const read = (start: string, end: string) =>
      createTableStream(streams, engines.streamArn).read({
        shard_id: shardId,
        start_sequence_number: start,
        end_sequence_number: end,
      });
    await expect(read(first!, last!)).resolves.toEqual([
      { before: null, after: heads[0] },
      { before: heads[0], after: heads[1] },
      { before: heads[2], after: heads[3] },
    ]);
    await expect(read(last!, last!)).resolves.toEqual([{ before: heads[2], after: heads[3] }]);
  });

  /** Where the stream has the writes of the integration's heads. */
  async function locateHeads(integration: string): Promise<{ shardId: string; sequences: readonly string[] }> {
    const stream = { StreamArn: engines.streamArn };
    const { StreamDescription: description } = await streams.send(new DescribeStreamCommand(stream));
    const shardId = description?.Shards?.[0]?.ShardId ?? '';
    const from = { ...stream, ShardId: shardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
    let { ShardIterator: iterator } = await streams.send(new GetShardIteratorCommand(from));
    const sequences: string[] = [];
    const deadline = Date.now() + 20_000;
    while (sequences.length < 4 && Date.now() < deadline) {
      const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
      const ours = (page.Records ?? []).filter(({ dynamodb }) => {
        const { pk, sk } = dynamodb?.Keys ?? {};
        return sk?.S === 'HEAD' && pk?.S?.includes(integration) === true;
      });
      sequences.push(...ours.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? ''));
      iterator = page.NextShardIterator;
    }
    return { shardId, sequences };
  }
});

const SAME = { integration: randomUUID(), entity_id: 'db-1', opened_by: randomUUID() };
