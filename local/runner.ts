import { rmSync } from 'node:fs';
import { readFunctions, type FunctionPlan } from './assembly/functions';
import { loadAssembly, resourcesOf, type Assembly } from './assembly/template';
import { resolveValue } from './assembly/resolve';
import { valuesOf, type Running } from './assembly/values';
import { announcement, endpointsOf, type Reachable } from './announce';
import { awsCaller } from './aws/call';
import { createQueues } from './aws/create-queues';
import { createTable } from './aws/create-tables';
import { buildAssembly, buildPrograms } from './build';
import type { Log } from './console-log';
import { loadCredentials } from './credentials';
import { openDataFolder, writeJsonFile, type DataFolder } from './data-folder';
import { findJava } from './engines/java';
import { endOrphans, forgetProcesses } from './engines/orphans';
import { startEngines, type Engines } from './engines/start-engines';
import { Gateway } from './http/gateway';
import { asObject, asText } from './json';
import { takeLock } from './lock';
import { Meter } from './meter';
import { serveMeter } from './meter-server';
import type { Options } from './options';
import { ProcessList } from './process-list';
import { loadSecrets } from './secrets';
import { serveSecrets } from './secrets-server';
import { startFunctions, type Functions } from './start-functions';
import { startMappings } from './start-mappings';
import { Sweep } from './sweep';
import { OUTPUTS } from '../core/contracts/environment';

/** Ends one part of what runs. */
type Closer = () => void | Promise<void>;

/**
 * Runs the synthesized stack on this machine: see {@link Runner.start}. Everything that was started is noted with how
 * to end it, so that a start that fails half-way, and a stop, leave nothing behind.
 */
export class Runner {
  private readonly closers: Closer[] = [];

  constructor(
    private readonly options: Options,
    private readonly repository: string,
    private readonly log: Log,
  ) {}

  /** Starts everything; resolves when it answers. Throws {@link RunnerFailure} with a reason for people. */
  async start(since: number): Promise<void> {
    const folder = openDataFolder(this.options.dataDir);
    this.closers.push(takeLock(folder.lock));
    rmSync(folder.endpoints, { force: true });
    await endOrphans(folder, this.log);
    const gateway = new Gateway();
    const port = await gateway.listen(this.options.port, this.options.host);
    this.closers.push(() => gateway.close());
    const url = `http://${reachableHost(this.options.host)}:${port}`;
    const meter = new Meter();
    const { functions } = await this.startBackend(folder, url, meter, gateway);
    const meterUrl = this.options.meter ? await this.openMeter(meter, functions) : undefined;
    gateway.open({
      api: functions.api,
      invoke: functions.invoke,
      onRequest: () => {
        meter.countRequest();
      },
    });
    const reachable = await this.reach(functions, folder, { url, ...(meterUrl === undefined ? {} : { meterUrl }) });
    writeJsonFile(folder.endpoints, endpointsOf(reachable, process.pid));
    this.closers.push(() => {
      rmSync(folder.endpoints, { force: true });
    });
    console.log(announcement(reachable, folder, Date.now() - since));
  }

  /** Ends everything, in the opposite order of its start: what takes work in first, the engines last. */
  async stop(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
  }

  private assembly: Assembly | undefined;

  private async startBackend(
    folder: DataFolder,
    url: string,
    meter: Meter,
    gateway: Gateway,
  ): Promise<{ readonly functions: Functions }> {
    const { log, repository } = this;
    const programs = buildPrograms(repository);
    const processes = new ProcessList(folder);
    const java = findJava(process.env);
    // Awaited with the engines; a build that fails first must not leave it unhandled.
    java.catch(() => undefined);
    const building = this.options.assembly ?? buildAssembly(repository, log);
    const engines = await startEngines({ folder, repository, programs, java, processes, log });
    this.closers.push(async () => {
      await engines.stop();
      forgetProcesses(folder);
    });
    const assembly = loadAssembly(await building);
    this.assembly = assembly;
    const plans = readFunctions(assembly);
    const tables = awsCaller(engines.tables);
    const tableStates = await Promise.all(
      resourcesOf(assembly, 'AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table').map((table) =>
        createTable(tables, table),
      ),
    );
    const streams = tableStates.flatMap(({ table, streamArn }) =>
      streamArn === undefined ? [] : [[table.id, streamArn] as const],
    );
    const running = { queueEndpoint: engines.queues, streamArns: new Map(streams), apiUrl: url };
    const queues = awsCaller(engines.queues);
    await createQueues(queues, resourcesOf(assembly, 'AWS::SQS::Queue'), valuesOf(assembly, running), engines.queues);
    const functions = await this.runFunctions({
      assembly,
      plans,
      running,
      engines,
      folder,
      programs,
      processes,
      meter,
    });
    const sweep = new Sweep(tables, tableStates, this.options.sweepSeconds * 1000);
    const stopMappings = await startMappings({
      functions,
      tables,
      queues,
      queueEndpoint: engines.queues,
      tableStates,
      folder,
      meter,
      isExpiry: sweep.isExpiry,
    });
    sweep.start();
    this.closers.push(
      () => sweep.stop(),
      stopMappings,
      // Closed first: requests under way still find their functions.
      () => gateway.close(),
    );
    return { functions };
  }

  private async runFunctions(parts: {
    readonly assembly: Assembly;
    readonly plans: readonly FunctionPlan[];
    readonly running: Running;
    readonly engines: Engines;
    readonly folder: DataFolder;
    readonly programs: string;
    readonly processes: ProcessList;
    readonly meter: Meter;
  }): Promise<Functions> {
    const { assembly, engines, folder } = parts;
    const secrets = await serveSecrets(
      loadSecrets(folder.secrets, resourcesOf(assembly, 'AWS::SecretsManager::Secret')),
    );
    this.closers.push(secrets.close);
    const functions = await startFunctions({
      ...parts,
      endpoints: { tables: engines.tables, queues: engines.queues, secrets: secrets.url },
      metered: this.options.meter,
      log: this.log,
    });
    this.closers.push(functions.stop);
    return functions;
  }

  private async openMeter(meter: Meter, functions: Functions): Promise<string> {
    const server = await serveMeter(meter, functions.processes);
    this.closers.push(server.close);
    return server.url;
  }

  /** The account and token, when the template names a function that makes them. */
  private async reach(functions: Functions, folder: DataFolder, reachable: Reachable): Promise<Reachable> {
    const output = this.assembly?.outputs[OUTPUTS.bootstrapFunction];
    if (this.assembly === undefined || output === undefined) return reachable;
    const values = valuesOf(this.assembly, { queueEndpoint: '', streamArns: new Map(), apiUrl: reachable.url });
    const name =
      asText(resolveValue(asObject(output)['Value'] ?? null, values, `Outputs.${OUTPUTS.bootstrapFunction}`)) ?? '';
    const credentials = await loadCredentials(folder.credentials, (event) => functions.invoke(name, event));
    return { ...reachable, credentials };
  }
}

/** An address a client on this machine can use: "all interfaces" is none. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
