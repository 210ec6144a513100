import type { Figures, FunctionFigures } from '../../local/meter';
import { call } from '../../test/support/http-client';

/** The runner's own count of what AWS would bill since the last reset. */
export interface MeterReader {
  readonly reset: () => Promise<void>;
  readonly read: () => Promise<Figures>;
}

/** Reads the meter of a runner that was started with `--meter`. */
export function createMeterReader(url: string): MeterReader {
  return {
    reset: async () => {
      await call(`${url}/reset`, { method: 'POST' });
    },
    read: async () => JSON.parse((await call(url)).text) as Figures,
  };
}

/** The meter's figures per alert. */
export interface Costs {
  readonly writeUnits: number;
  /** Of those, what process writes: the budget of DESIGN §6. */
  readonly processWriteUnits: number;
  readonly readUnits: number;
  /** Queue calls that carried something: sends, receives, deletes, changes of visibility. */
  readonly queueCalls: number;
  readonly functionCalls: number;
  readonly cpuMs: number;
  readonly billedMs: number;
  readonly loggedBytes: number;
  readonly byFunction: Readonly<Record<string, FunctionCosts>>;
}

export interface FunctionCosts {
  readonly calls: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly cpuMs: number;
}

/** Divides what a workload used by its alerts. */
export function costsPerAlert({ functions, pollers }: Figures, alerts: number): Costs {
  const all = Object.values(functions);
  const total = (of: (figures: FunctionFigures) => number): number =>
    all.reduce((sum, each) => sum + of(each), 0) / alerts;
  // Receives that brought nothing are what an idle system costs, not an alert.
  const polled = Object.entries(pollers).reduce(
    (sum, [name, calls]) => sum + (name.includes('(empty)') ? 0 : calls),
    0,
  );
  return {
    writeUnits: total((each) => each.write_units),
    processWriteUnits: (functions['process']?.write_units ?? 0) / alerts,
    readUnits: total((each) => each.read_units),
    queueCalls: total(queueCallsOf) + polled / alerts,
    functionCalls: total((each) => each.invocations),
    cpuMs: total((each) => each.cpu_ms),
    billedMs: total((each) => each.billed_ms),
    loggedBytes: total((each) => each.logged_bytes),
    byFunction: Object.fromEntries(
      Object.entries(functions).map(([name, each]) => [
        name,
        {
          calls: each.invocations / alerts,
          writeUnits: each.write_units / alerts,
          readUnits: each.read_units / alerts,
          cpuMs: each.cpu_ms / alerts,
        },
      ]),
    ),
  };
}

function queueCallsOf({ aws_calls }: FunctionFigures): number {
  return Object.entries(aws_calls).reduce((sum, [name, calls]) => sum + (name.startsWith('sqs:') ? calls : 0), 0);
}
