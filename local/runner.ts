import { rmSync } from 'node:fs';
import { OUTPUTS } from '../core/contracts/environment';
import { announcement, endpointsOf, type Reachable } from './announce';
import { readFunctions } from './assembly/functions';
import { resolveValue } from './assembly/resolve';
import { resourcesOf } from './assembly/template';
import { valuesOf } from './assembly/values';
import { buildAssembly, buildPrograms } from './build';
import type { Log } from './console-log';
import { loadCredentials } from './credentials';
import { openDataFolder, writeJsonFile, type DataFolder } from './data-folder';
import { DiskSpace } from './disk-space';
import { findJava } from './engines/java';
import { endOrphans, forgetProcesses } from './engines/orphans';
import { Gateway } from './http/gateway';
import { asObject, asText } from './json';
import { takeLock } from './lock';
import { Meter } from './meter';
import { serveMeter } from './meter-server';
import { MetricStore } from './metrics/metric-store';
import { serveMetrics } from './metrics/metrics-server';
import type { Options } from './options';
import { ProcessList } from './process-list';
import { loadSecrets } from './secrets';
import { serveSecrets } from './secrets-server';
import { startData, type Data } from './start-data';
import { startFunctions, type Functions } from './start-functions';
import { startMappings } from './start-mappings';
import { startSchedules } from './start-schedules';
import { Sweep } from './sweep';

/** Ends one part of what runs. */
type Closer = () => void | Promise<void>;

/** What every part of a run shares. */
interface Run {
  readonly folder: DataFolder;
  /** Folder of the compiled programs of child processes. */
  readonly programs: string;
  readonly processes: ProcessList;
  readonly meter: Meter;
  readonly disk: DiskSpace;
}

/**
 * Runs the synthesized stack on this machine: see {@link Runner.start}. Everything that was started is noted with how
 * to end it, so that a start that fails half-way, and a stop, leave nothing behind.
 */
export class Runner {
  private readonly closers: Closer[] = [];
  private readonly gateway = new Gateway();

  constructor(
    private readonly options: Options,
    private readonly repository: string,
    private readonly log: Log,
  ) {}

  /** Starts everything; resolves when it answers. `since` (ms since 1970) is when the person started it. */
  async start(since: number): Promise<void> {
    const folder = openDataFolder(this.options.dataDir);
    const disk = new DiskSpace(folder.root, this.log);
    await disk.start();
    this.closers.push(() => {
      disk.stop();
    });
    this.closers.push(takeLock(folder.lock));
    rmSync(folder.endpoints, { force: true });
    const port = await this.gateway.listen(this.options.port, this.options.host);
    this.closers.push(() => this.gateway.close());
    await endOrphans(folder, this.log);
    const programs = buildPrograms(this.repository);
    const run = { folder, programs, processes: new ProcessList(folder), meter: new Meter(), disk };
    const url = `http://${reachableHost(this.options.host)}:${port}`;
    const data = await this.startData(run, url);
    const functions = await this.startFunctions(run, data);
    await this.startMappings(run, data, functions);
    const reachable = await this.reach(run, data, functions);
    this.openGateway(run, functions);
    // Last: what runs on schedule may call the API.
    this.startSchedules(functions);
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

  private async startData({ folder, programs, processes }: Run, url: string): Promise<Data> {
    const { log, repository } = this;
    const java = findJava(process.env);
    // Awaited when its engine is started; until then it must not count as unhandled.
    java.catch(() => undefined);
    const building = Promise.resolve(
      this.options.assembly ?? buildAssembly(repository, log, this.options.canary ? { canary: true } : {}),
    );
    const data = await startData({ folder, repository, programs, java, processes, log }, building, url);
    this.closers.push(async () => {
      await data.engines.stop();
      forgetProcesses(folder);
    });
    return data;
  }

  private async startFunctions(run: Run, { assembly, engines, running }: Data): Promise<Functions> {
    const values = loadSecrets(run.folder.secrets, resourcesOf(assembly, 'AWS::SecretsManager::Secret'));
    const secrets = await serveSecrets(values);
    this.closers.push(secrets.close);
    const metricStore = new MetricStore();
    const metrics = await serveMetrics(metricStore);
    this.closers.push(metrics.close);
    const functions = await startFunctions({
      ...run,
      assembly,
      running,
      plans: readFunctions(assembly),
      endpoints: { tables: engines.tables, queues: engines.queues, secrets: secrets.url, metrics: metrics.url },
      metricStore,
      metered: this.options.meter,
      log: this.log,
    });
    this.closers.push(functions.stop);
    return functions;
  }

  private async startMappings({ folder, meter, disk }: Run, data: Data, functions: Functions): Promise<void> {
    const sweep = new Sweep(data.tables, data.tableStates, this.options.sweepSeconds * 1000);
    const mappings = await startMappings({
      ...data,
      functions,
      queueEndpoint: data.engines.queues,
      folder,
      meter,
      isExpiry: sweep.isExpiry,
      isDiskFull: disk.isFull,
    });
    sweep.start();
    functions.onFinished(mappings.poke);
    this.closers.push(() => sweep.stop(), mappings.stop);
  }

  /** Where the system is reached, with the account and token when the template names a function that makes them. */
  private async reach({ folder, meter }: Run, { assembly, running }: Data, functions: Functions): Promise<Reachable> {
    const url = running.apiUrl;
    const meterUrl = this.options.meter ? { meterUrl: await this.openMeter(meter, functions) } : {};
    const output = assembly.outputs[OUTPUTS.bootstrapFunction];
    if (output === undefined) return { url, ...meterUrl };
    const value = asObject(output)['Value'] ?? null;
    const name = asText(resolveValue(value, valuesOf(assembly, running), OUTPUTS.bootstrapFunction)) ?? '';
    const credentials = await loadCredentials(folder.credentials, (event) => functions.invoke(name, event));
    return { url, credentials, ...meterUrl };
  }

  private async openMeter(meter: Meter, functions: Functions): Promise<string> {
    const server = await serveMeter(meter, functions.processes);
    this.closers.push(server.close);
    return server.url;
  }

  private openGateway({ meter, disk }: Run, { api, invoke }: Functions): void {
    this.gateway.open({
      api,
      invoke,
      isDiskFull: disk.isFull,
      onRequest: () => {
        meter.countRequest();
      },
    });
    // Once more, and so early: requests under way still find their functions when everything ends.
    this.closers.push(() => this.gateway.close());
  }

  private startSchedules({ schedules, invoke }: Functions): void {
    const { scheduleSeconds } = this.options;
    const everyMs = scheduleSeconds === undefined ? {} : { everyMs: scheduleSeconds * 1000 };
    this.closers.push(startSchedules({ plans: schedules, invoke, ...everyMs }));
  }
}

/** An address a client on this machine can use: "all interfaces" is none. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
