import { RunnerFailure } from '../failure';
import { asArray, asNumber, asObject, asText, type JsonObject } from '../json';
import { parseFilters, type Filter } from '../mappings/filter';
import type { FunctionPlan } from './functions';
import { queueArn } from './names';
import { resolveValue, type Values } from './resolve';
import { resourcesOf, type Assembly, type Resource } from './template';

/** What both kinds of event source mapping have. */
interface MappingBase {
  readonly id: string;
  readonly functionName: string;
  /** Most records of one invocation. */
  readonly batchSize: number;
  /** Gather records for up to this long before invoking. */
  readonly windowSeconds: number;
  /** The function names the records that failed (`ReportBatchItemFailures`). */
  readonly reportsItemFailures: boolean;
  /** A record is handed on when any of them matches; none = all are. */
  readonly filters: readonly Filter[];
}

export interface QueueMappingPlan extends MappingBase {
  readonly kind: 'queue';
  readonly queue: Resource;
  /** Most invocations at a time (`ScalingConfig.MaximumConcurrency`). */
  readonly maximumConcurrency?: number;
}

export interface StreamMappingPlan extends MappingBase {
  readonly kind: 'stream';
  readonly table: Resource;
  readonly streamArn: string;
  readonly startingPosition: 'LATEST' | 'TRIM_HORIZON';
  /** Split a failed batch in two and retry the halves. */
  readonly bisect: boolean;
  /** -1 = for ever. */
  readonly maximumRetries: number;
  /** Seconds; -1 = for ever. */
  readonly maximumAgeSeconds: number;
  /** Batches of different partition keys that may run at a time. */
  readonly parallelization: number;
  /** Queue that learns of batches given up. */
  readonly onFailure?: Resource;
}

export type MappingPlan = QueueMappingPlan | StreamMappingPlan;

/** The template's enabled event source mappings. Throws {@link RunnerFailure} on sources that can't be run here. */
export function readMappings(
  assembly: Assembly,
  functions: readonly FunctionPlan[],
  values: Values,
): readonly MappingPlan[] {
  return resourcesOf(assembly, 'AWS::Lambda::EventSourceMapping').flatMap((resource) => {
    const properties = asObject(resolveValue(resource.properties, values, resource.id));
    return properties['Enabled'] === false
      ? []
      : [readMapping(assembly, { ...resource, properties }, functions, values)];
  });
}

function readMapping(
  assembly: Assembly,
  { id, properties }: Resource,
  functions: readonly FunctionPlan[],
  values: Values,
): MappingPlan {
  const source = asText(properties['EventSourceArn']) ?? '';
  const target = asText(properties['FunctionName']) ?? '';
  const fn = functions.find(({ name }) => name === target || target.endsWith(`:function:${name}`));
  if (fn === undefined) throw new RunnerFailure(`the template's mapping ${id} names an unknown function: ${target}`);
  const queue = queueOf(assembly, source);
  if (queue !== undefined) return readQueueMapping(id, fn.name, queue, properties);
  const table = resourcesOf(assembly, 'AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table').find(
    (candidate) => values.attribute(candidate.id, 'StreamArn') === source,
  );
  if (table === undefined) throw new RunnerFailure(`the template's mapping ${id} has an unknown source: ${source}`);
  const destination = asText(asObject(asObject(properties['DestinationConfig'])['OnFailure'])['Destination']);
  const onFailure = destination === undefined ? undefined : queueOf(assembly, destination);
  return {
    ...readStreamMapping(id, fn.name, properties),
    table,
    streamArn: source,
    ...(onFailure === undefined ? {} : { onFailure }),
  };
}

function readQueueMapping(id: string, functionName: string, queue: Resource, properties: JsonObject): QueueMappingPlan {
  const maximumConcurrency = asNumber(asObject(properties['ScalingConfig'])['MaximumConcurrency']);
  return {
    kind: 'queue',
    // Lambda's default for queues.
    ...readBase(id, functionName, properties, 10),
    queue,
    ...(maximumConcurrency === undefined ? {} : { maximumConcurrency }),
  };
}

function readStreamMapping(id: string, functionName: string, properties: JsonObject) {
  return {
    kind: 'stream' as const,
    // Lambda's default for streams.
    ...readBase(id, functionName, properties, 100),
    startingPosition: properties['StartingPosition'] === 'LATEST' ? ('LATEST' as const) : ('TRIM_HORIZON' as const),
    bisect: properties['BisectBatchOnFunctionError'] === true,
    maximumRetries: asNumber(properties['MaximumRetryAttempts']) ?? -1,
    maximumAgeSeconds: asNumber(properties['MaximumRecordAgeInSeconds']) ?? -1,
    parallelization: asNumber(properties['ParallelizationFactor']) ?? 1,
  };
}

function readBase(id: string, functionName: string, properties: JsonObject, batchSize: number): MappingBase {
  const patterns = asArray(asObject(properties['FilterCriteria'])['Filters']).map(
    (filter) => asText(asObject(filter)['Pattern']) ?? '',
  );
  return {
    id,
    functionName,
    batchSize: asNumber(properties['BatchSize']) ?? batchSize,
    windowSeconds: asNumber(properties['MaximumBatchingWindowInSeconds']) ?? 0,
    reportsItemFailures: asArray(properties['FunctionResponseTypes']).includes('ReportBatchItemFailures'),
    filters: parseFilters(patterns, id),
  };
}

function queueOf(assembly: Assembly, arn: string): Resource | undefined {
  return resourcesOf(assembly, 'AWS::SQS::Queue').find((queue) => queueArn(queue) === arn);
}
