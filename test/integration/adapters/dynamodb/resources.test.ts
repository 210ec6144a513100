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
import { createIntegrationKeys } from '../../../../adapters/dynamodb/integration-keys';
import { createResources } from '../../../../adapters/dynamodb/resources';
import { getItem, type Table } from '../../../../adapters/dynamodb/table';
import { createTableStream } from '../../../../adapters/dynamodb/table-stream';
import { createSystemClock } from '../../../../adapters/system-clock';
import { KEYS, TTL_ATTRIBUTE } from '../../../../core/contracts/keys';
import { aDeliveryMessage } from '../../../support/builders/deliveries';
import { aHead, anIncident } from '../../../support/builders/incidents';
import { startEngines, type Engines } from '../../../support/engines';
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

  it('the stream gives the transitions of a stretch again, in order, both ends included, and nothing else', async () => {
    const entities = createEntities(table);
    const heads = [1, 2, 3, 4].map((version) => aHead(anIncident(SAME), { version, alert_pages: version }));
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
