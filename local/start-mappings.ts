import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { queueUrl } from './assembly/values';
import type { AwsCall } from './aws/call';
import type { TableState } from './aws/create-tables';
import type { DataFolder } from './data-folder';
import { wantedBy } from './functions/concurrency';
import { asArray, type JsonObject } from './json';
import { Checkpoint } from './mappings/checkpoint';
import { QueueMapping } from './mappings/queue-mapping';
import { StreamMapping } from './mappings/stream-mapping';
import type { Meter } from './meter';
import type { Functions } from './start-functions';

export interface MappingsOptions {
  readonly functions: Functions;
  readonly tables: AwsCall;
  readonly queues: AwsCall;
  readonly queueEndpoint: string;
  readonly tableStates: readonly TableState[];
  readonly folder: DataFolder;
  readonly meter: Meter;
  readonly isExpiry: (keys: JsonObject) => boolean;
  /** While it is, nothing is handed to functions. */
  readonly isDiskFull: () => boolean;
}

/** The event source mappings, running. */
export interface Mappings {
  /** To be called when a function has ended: it may have written something that a stream mapping waits for. */
  readonly poke: () => void;
  /** Takes in no more and waits (not for ever) for what is under way. */
  readonly stop: () => Promise<void>;
}

/** What batches under way get to end in, when the runner stops. */
const DRAIN_MS = 10_000;

/** Starts every event source mapping of the template. */
export async function startMappings(options: MappingsOptions): Promise<Mappings> {
  const mappings = options.functions.mappings.map((plan) => {
    const shared = {
      invoke: options.functions.invoke,
      isPaused: options.isDiskFull,
      onBatch: (records: number) => {
        options.meter.countRecords(options.functions.labelOf(plan.functionName), records);
      },
      onTrouble: (reason: string) => {
        options.functions.complain(plan.functionName, reason);
      },
    };
    const queues = countingCaller(options.queues, options.meter);
    if (plan.kind === 'queue') {
      const url = queueUrl(plan.queue, options.queueEndpoint);
      return new QueueMapping(plan, { ...shared, call: queues, queueUrl: url, concurrency: wantedBy(plan) });
    }
    return new StreamMapping(plan, {
      ...shared,
      tables: options.tables,
      queues,
      ...(plan.onFailure === undefined ? {} : { onFailureUrl: queueUrl(plan.onFailure, options.queueEndpoint) }),
      checkpoint: new Checkpoint(join(options.folder.checkpoints, `${plan.id}.json`), plan.streamArn),
      tableIsNew: options.tableStates.some(({ table, created }) => created && table.id === plan.table.id),
      isExpiry: options.isExpiry,
    });
  });
  for (const mapping of mappings) await mapping.start();
  return {
    poke: () => {
      for (const mapping of mappings) if (mapping instanceof StreamMapping) mapping.poke();
    },
    stop: async () => {
      const stopped = Promise.all(mappings.map((mapping) => mapping.stop()));
      // Cut off, a batch comes again with the next start.
      await Promise.race([stopped, sleep(DRAIN_MS, undefined, { ref: false })]);
    },
  };
}

/** Counts the pollers' own calls, which AWS bills like any other. */
function countingCaller(call: AwsCall, meter: Meter): AwsCall {
  return async (operation, input, signal) => {
    const output = await call(operation, input, signal);
    const name = operation.replace(/^.*\./, '');
    const isEmpty = name === 'ReceiveMessage' && asArray(output['Messages']).length === 0;
    meter.countPoller(isEmpty ? 'ReceiveMessage (empty)' : name);
    return output;
  };
}
