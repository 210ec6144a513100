import { join } from 'node:path';
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
}

/** Starts every event source mapping of the template; the answer stops them and waits for what is under way. */
export async function startMappings(options: MappingsOptions): Promise<() => Promise<void>> {
  const mappings = options.functions.mappings.map((plan) => {
    const shared = {
      invoke: options.functions.invoke,
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
  return async () => {
    await Promise.all(mappings.map((mapping) => mapping.stop()));
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
