import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { HeadChange } from '../../core/usecases/ports';
import { Functions } from './functions';
import type { Fleet } from './instances';
import type { SimulatedQueue } from './queue';
import type { Source } from './scheduler';
import type { Shard, StreamBatch } from './stream';
import type { System } from './system';

/** Gives a queue's messages to a function, in batches, and acknowledges what it does not name as failed. */
class QueuePoller implements Source {
  constructor(
    private readonly system: System,
    private readonly queue: SimulatedQueue,
    private readonly settings: {
      readonly fleet: Fleet<SQSEvent, SQSBatchResponse>;
      readonly batch: number;
      readonly acknowledgesFirst: boolean;
    },
  ) {}

  nextAt(): number | null {
    return this.settings.fleet.isFree ? this.queue.nextAt() : null;
  }

  start(): void {
    const { fleet, batch, acknowledgesFirst } = this.settings;
    const records = this.queue.receive(batch);
    if (records.length === 0) return;
    this.system.scheduler.tell(`received ${records.map(({ receiptHandle }) => receiptHandle).join(', ')}`);
    if (acknowledgesFirst) this.acknowledge(records);
    fleet.call({ Records: [...records] }, (result) => {
      // A function that was killed, or threw, has acknowledged nothing.
      if (result === null) return;
      const failed = new Set(result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      if (this.system.faults.happens('unacknowledged')) return;
      this.acknowledge(records.filter(({ messageId }) => !failed.has(messageId)));
    });
  }

  private acknowledge(records: readonly SQSRecord[]): void {
    for (const { receiptHandle } of records) this.queue.delete(receiptHandle);
  }
}

/** Gives a shard's records to dispatch, in order; from the first that failed on they are tried again, and given up. */
class StreamPoller implements Source {
  constructor(
    private readonly system: System,
    private readonly shard: Shard,
    private readonly fleet: Fleet<readonly HeadChange[], number>,
  ) {}

  nextAt(): number | null {
    const isReady = !this.shard.isBusy && this.shard.position < this.shard.writes.length;
    return isReady ? this.system.scheduler.now : null;
  }

  start(): void {
    const { random, parts } = this.system;
    const batch = this.shard.batch((most) => random.between(1, most), parts.passes);
    if (batch.changes.length === 0) {
      this.shard.succeeded(batch.to);
      return;
    }
    this.shard.isBusy = true;
    this.system.scheduler.tell(`dispatch gets ${this.shard.id} from ${batch.from} to ${batch.to - 1}`);
    this.fleet.call(batch.changes, (done) => {
      this.shard.isBusy = false;
      this.ended(batch, done);
    });
  }

  private ended(batch: StreamBatch, done: number | null): void {
    const failed = done === null ? batch.from : batch.changes[done]?.position;
    if (failed === undefined) {
      // Sometimes the mapping forgets how far it came.
      if (!this.system.faults.happens('duplicate')) this.shard.succeeded(batch.to);
      return;
    }
    const givenUp = this.shard.failed(batch, failed);
    if (givenUp === null) return;
    const { shard_id: shardId, start_sequence_number, end_sequence_number } = givenUp;
    const info = { shardId, startSequenceNumber: start_sequence_number, endSequenceNumber: end_sequence_number };
    this.system.scheduler.tell(`dispatch gives up ${shardId} ${start_sequence_number} to ${end_sequence_number}`);
    for (let at = Number(start_sequence_number); at <= Number(end_sequence_number); at++)
      this.system.givenUp.add(this.shard.writes[at]?.after.incident?.unique_id ?? '');
    this.system.queues.failures.send(JSON.stringify({ DDBStreamBatchInfo: info }));
  }
}

/** Connects the functions with what triggers them. */
export function connect(system: System): Functions {
  const { scheduler, queues, parts } = system;
  const functions = new Functions(system);
  const poll = (queue: SimulatedQueue, fleet: Fleet<SQSEvent, SQSBatchResponse>, batch: number): void => {
    const acknowledgesFirst = queue === queues.alerts && parts.acknowledgesFirst;
    scheduler.add(new QueuePoller(system, queue, { fleet, batch, acknowledgesFirst }));
  };
  poll(
    queues.alerts,
    functions.fleet('process', 3, (instance) => functions.process(instance)),
    10,
  );
  poll(
    queues.deliveries,
    functions.fleet('deliver', 4, (instance) => functions.deliver(instance)),
    1,
  );
  poll(
    queues.timers,
    functions.fleet('timer', 2, (instance) => functions.timer(instance)),
    10,
  );
  poll(
    queues.failures,
    functions.fleet('redispatch', 1, (instance) => functions.redispatch(instance)),
    1,
  );
  poll(
    queues.dead,
    functions.fleet('dead-letter', 1, (instance) => functions.deadLetter(instance)),
    10,
  );
  const dispatch = functions.fleet('dispatch', 2, (instance) => functions.dispatch(instance));
  for (const shard of system.stream.shards) scheduler.add(new StreamPoller(system, shard, dispatch));
  return functions;
}
