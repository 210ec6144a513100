import { loadAssembly, resourcesOf, type Assembly } from './assembly/template';
import { valuesOf, type Running } from './assembly/values';
import { awsCaller, type AwsCall } from './aws/call';
import { createQueues } from './aws/create-queues';
import { createTable, type TableState } from './aws/create-tables';
import { startEngines, type EngineOptions, type Engines } from './engines/start-engines';

/** The table and the queues of the template, ready to be used. */
export interface Data {
  readonly assembly: Assembly;
  readonly engines: Engines;
  readonly tables: AwsCall;
  readonly queues: AwsCall;
  readonly tableStates: readonly TableState[];
  readonly running: Running;
}

/**
 * Starts the engines while the assembly is still being built, then makes what the template names and is not there yet.
 * When anything fails, the engines are stopped again.
 */
export async function startData(options: EngineOptions, building: Promise<string>, apiUrl: string): Promise<Data> {
  // Awaited below; a build that fails before the engines are up must not count as unhandled.
  building.catch(() => undefined);
  const engines = await startEngines(options);
  try {
    return await createAll(loadAssembly(await building), engines, apiUrl);
  } catch (error) {
    await engines.stop();
    throw error;
  }
}

async function createAll(assembly: Assembly, engines: Engines, apiUrl: string): Promise<Data> {
  const tables = awsCaller(engines.tables);
  const queues = awsCaller(engines.queues);
  const tableResources = resourcesOf(assembly, 'AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table');
  const tableStates = await Promise.all(tableResources.map((table) => createTable(tables, table)));
  const streamArns = new Map(
    tableStates.flatMap(({ table, streamArn }) => (streamArn === undefined ? [] : [[table.id, streamArn] as const])),
  );
  const running = { queueEndpoint: engines.queues, streamArns, apiUrl };
  await createQueues(queues, resourcesOf(assembly, 'AWS::SQS::Queue'), valuesOf(assembly, running), engines.queues);
  return { assembly, engines, tables, queues, tableStates, running };
}
