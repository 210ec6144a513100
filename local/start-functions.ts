import { join } from 'node:path';
import { readEnvironment, type FunctionPlan } from './assembly/functions';
import { readMappings, type MappingPlan } from './assembly/mappings';
import { functionArn } from './assembly/names';
import { readApi, type ApiPlan } from './assembly/routes';
import { readSchedules, type SchedulePlan } from './assembly/schedules';
import type { Assembly } from './assembly/template';
import { valuesOf, type Running } from './assembly/values';
import type { Log } from './console-log';
import type { DataFolder } from './data-folder';
import { environmentsOf } from './functions/concurrency';
import { FailureLines } from './functions/failure-lines';
import { functionEnvironment, type Endpoints } from './functions/function-env';
import { FunctionProcess } from './functions/function-process';
import type { Finished } from './functions/protocol';
import type { LoopbackServer } from './loopback-server';
import type { Meter } from './meter';
import type { MetricStore } from './metrics/metric-store';
import { serveMeteredEndpoints } from './meter-proxy';
import type { ProcessList } from './process-list';

/** All functions of the template, running. */
export interface Functions {
  readonly api: ApiPlan;
  readonly mappings: readonly MappingPlan[];
  readonly schedules: readonly SchedulePlan[];
  /** By label, for people and the meter. */
  readonly processes: ReadonlyMap<string, FunctionProcess>;
  /** Invokes a function by its name with an event in JSON text; never rejects. */
  readonly invoke: (functionName: string, event: string) => Promise<Finished>;
  readonly labelOf: (functionName: string) => string;
  /** Says that something about a function is wrong. */
  readonly complain: (functionName: string, reason: string) => void;
  /** Has the listener called after every invocation. */
  readonly onFinished: (listener: () => void) => void;
  readonly stop: () => Promise<void>;
}

export interface FunctionsOptions {
  readonly assembly: Assembly;
  readonly plans: readonly FunctionPlan[];
  readonly running: Running;
  readonly endpoints: Endpoints;
  readonly folder: DataFolder;
  readonly programs: string;
  readonly processes: ProcessList;
  readonly meter: Meter;
  /** Takes what they say of metrics. */
  readonly metricStore: MetricStore;
  /** Lead every function's calls through a counting proxy. */
  readonly metered: boolean;
  readonly log: Log;
}

/** Starts a process for every function, its environment resolved from the template. */
export async function startFunctions(options: FunctionsOptions): Promise<Functions> {
  const { assembly, plans, running, meter } = options;
  const values = valuesOf(assembly, running);
  const api = readApi(assembly, plans, values);
  const mappings = readMappings(assembly, plans, values);
  const schedules = readSchedules(assembly, plans, values);
  const proxies: LoopbackServer[] = [];
  const processes = new Map<string, FunctionProcess>();
  const labels = new Map(plans.map(({ name, label }) => [name, label]));
  const labelOf = (name: string) => labels.get(name) ?? name;
  for (const plan of plans) {
    const proxy = options.metered ? await serveMeteredEndpoints(meter, plan.label, options.endpoints) : undefined;
    if (proxy !== undefined) proxies.push(proxy);
    processes.set(plan.label, createProcess(options, plan, environmentsOf(plan, api, mappings), proxy?.url));
  }
  await Promise.all([...processes.values()].map((process) => process.start()));
  const listeners: (() => void)[] = [];
  const lines = new FailureLines(options.log);
  const complain = (name: string, reason: string) => {
    lines.say(labelOf(name), reason, logFileOf(options.folder, labelOf(name)));
  };
  return {
    api,
    mappings,
    schedules,
    processes,
    labelOf,
    complain,
    onFinished: (listener) => {
      listeners.push(listener);
    },
    invoke: async (name, event) => {
      const finished = await invokeOne(processes.get(labelOf(name)), event);
      const { outcome, ms, initMs = 0 } = finished;
      meter.countInvocation(labelOf(name), { ms, initMs, ok: outcome.ok });
      listeners.forEach((listener) => {
        listener();
      });
      if (!outcome.ok) complain(name, `${outcome.errorType}: ${outcome.errorMessage}`);
      return finished;
    },
    stop: async () => {
      await Promise.all([...processes.values()].map((process) => process.stop()));
      proxies.forEach((proxy) => {
        proxy.close();
      });
    },
  };
}

function createProcess(
  options: FunctionsOptions,
  plan: FunctionPlan,
  environments: number,
  proxyUrl?: string,
): FunctionProcess {
  const { assembly, running, meter, processes } = options;
  const endpoints =
    proxyUrl === undefined
      ? options.endpoints
      : { tables: proxyUrl, queues: proxyUrl, secrets: proxyUrl, metrics: proxyUrl };
  const own = readEnvironment(assembly, plan.id, valuesOf(assembly, { ...running, queueEndpoint: endpoints.queues }));
  return new FunctionProcess({
    settings: {
      name: plan.name,
      arn: functionArn(plan.name),
      code: plan.code,
      handler: plan.handler,
      timeoutMs: plan.timeoutSeconds * 1000,
      memoryMb: plan.memoryMb,
      environments,
      env: functionEnvironment(plan, own, endpoints, process.env),
    },
    label: plan.label,
    programs: options.programs,
    logFile: logFileOf(options.folder, plan.label),
    dataRoot: options.folder.root,
    log: options.log,
    onSpawn: (child) => {
      processes.add(child);
    },
    onLogged: (bytes) => {
      meter.countLogged(plan.label, bytes);
    },
    onLine: (line) => {
      options.metricStore.take(line);
    },
  });
}

function logFileOf(folder: DataFolder, label: string): string {
  return join(folder.logs, `${label}.log`);
}

function invokeOne(process: FunctionProcess | undefined, event: string): Promise<Finished> {
  if (process !== undefined) return process.invoke(event);
  const outcome = { ok: false, errorType: 'ResourceNotFoundException', errorMessage: 'Function not found' } as const;
  return Promise.resolve({ outcome, ms: 0 });
}
