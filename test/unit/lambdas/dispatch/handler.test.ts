import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from '@jest/globals';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { decodeHead, encodeHead } from '../../../../adapters/dynamodb/items/head-item';
import type { EntityHead } from '../../../../core/contracts/incident';
import { itemOfImage } from '../../../../lambdas/dispatch/event-image';
import { createHandler } from '../../../../lambdas/dispatch/handler';
import { anyHead } from '../../../support/arbitraries/incident';
import { aFoldedIncident, aHead, anIncident, transitions } from '../../../support/builders/outgoing';
import { OutgoingWorld } from '../../../support/builders/outgoing-world';

type Image = Record<string, AttributeValue>;

/** An item as it comes in a stream record: JSON, so binaries are base64. */
function toImage(item: object): Image {
  return JSON.parse(
    JSON.stringify(item, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : bufferJson(value),
    ),
  ) as Image;
}

/** A Buffer has said what it is before a replacer sees it. */
function bufferJson(value: unknown): unknown {
  const isBuffer = typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
  return isBuffer ? Buffer.from((value as unknown as { data: number[] }).data).toString('base64') : value;
}

function aStreamRecord(sequenceNumber: string, after: EntityHead, before?: EntityHead): DynamoDBRecord {
  return {
    eventID: `event ${sequenceNumber}`,
    eventName: before ? 'MODIFY' : 'INSERT',
    dynamodb: {
      SequenceNumber: sequenceNumber,
      NewImage: toImage(encodeHead(after, true)),
      ...(before && { OldImage: toImage(encodeHead(before, true)) }),
    },
  };
}

const headOf = (id: string) => aHead(anIncident({ unique_id: id, entity_id: id, number: 7 }));

async function run(world: OutgoingWorld, ...records: DynamoDBRecord[]): Promise<readonly string[]> {
  const { batchItemFailures } = await createHandler(world.dispatchDeps)({ Records: records });
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

const incidents = ({ queue }: OutgoingWorld): readonly string[] =>
  queue.messages.map(({ incident, type }) => `${incident.unique_id} ${type}`);

const A = '222222222222222222222A';
const B = '222222222222222222222B';
const C = '222222222222222222222C';

describe('dispatch', () => {
  it('reads both images of a record as the heads they were', () => {
    fc.assert(
      fc.property(anyHead, (head) => {
        const item = encodeHead(head, true);
        expect(decodeHead(itemOfImage(toImage(item)))).toEqual(decodeHead(item));
      }),
      { numRuns: 30 },
    );
  });

  it('reads every kind of attribute', () => {
    const item = marshall({
      t: 'x',
      n: 1.5,
      y: true,
      z: null,
      l: ['a', { b: Uint8Array.of(1, 2) }],
      s: new Set(['p']),
    });
    const bytes = { bs: { BS: [Uint8Array.of(3), Uint8Array.of(255)] } };
    expect(itemOfImage(toImage({ ...item, ...bytes }))).toEqual(
      JSON.parse(JSON.stringify({ ...item, ...bytes }), reviveBytes),
    );
  });

  it('queues a delivery for each transition of the batch, in order', async () => {
    const world = await new OutgoingWorld().settle();
    const before = anIncident({ unique_id: B });
    const after = aFoldedIncident({ unique_id: B });
    expect(await run(world, aStreamRecord('1', headOf(A)), aStreamRecord('2', aHead(after), aHead(before)))).toEqual(
      [],
    );
    expect(incidents(world)).toEqual([`${A} triggered`, `${B} acknowledged`, `${B} resolved`]);
  });

  it('has Lambda repeat from the first record that failed', async () => {
    const world = await new OutgoingWorld().settle();
    const { directory, ...others } = world.dispatchDeps;
    const broken = aHead(anIncident({ unique_id: B, service: 'broken' }));
    const failing = {
      ...directory,
      service: (team: string, id: string) =>
        id === 'broken' ? Promise.reject(new Error('throttled')) : directory.service(team, id),
    };
    const records = [aStreamRecord('1', headOf(A)), aStreamRecord('2', broken), aStreamRecord('3', headOf(C))];
    const { batchItemFailures } = await createHandler({ ...others, directory: failing })({ Records: records });
    expect(batchItemFailures).toEqual([{ itemIdentifier: '2' }]);
    expect(incidents(world)).toEqual([`${A} triggered`]);
  });

  it('has Lambda repeat all when the queue is gone', async () => {
    const world = await new OutgoingWorld().settle();
    world.queue.failing = true;
    expect(await run(world, aStreamRecord('1', headOf(A)), aStreamRecord('2', headOf(B)))).toEqual(['1']);
  });

  it('keeps a record that it can not read, with what follows, and says so', async () => {
    const world = await new OutgoingWorld().settle();
    const unreadable = aStreamRecord('2', headOf(B));
    delete unreadable.dynamodb!.NewImage!['v'];
    expect(await run(world, aStreamRecord('1', headOf(A)), unreadable, aStreamRecord('3', headOf(C)))).toEqual(['2']);
    expect(incidents(world)).toEqual([`${A} triggered`]);
    expect(world.log.lines).toEqual([
      expect.objectContaining({ level: 'error', message: 'stream record can not be read' }),
    ]);
  });

  it('passes over what is no transition', async () => {
    const world = await new OutgoingWorld().settle();
    const joined = aHead(anIncident({ unique_id: A, transitions: transitions('triggered') }));
    const record = aStreamRecord('1', joined);
    delete record.dynamodb!.NewImage!['transitioned'];
    expect(await run(world, record, { eventName: 'REMOVE', dynamodb: { SequenceNumber: '2' } })).toEqual([]);
    expect(world.queue.messages).toEqual([]);
  });
});

/** Turns what JSON makes of a Uint8Array back, for comparing. */
function reviveBytes(_key: string, value: unknown): unknown {
  const isBytes = typeof value === 'object' && value !== null && '0' in value && !Array.isArray(value);
  return isBytes ? Buffer.from(Object.values(value) as number[]) : value;
}
