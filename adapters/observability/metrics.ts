import { METRICS_NAMESPACE } from '../../core/contracts/metrics';
import { writeToStdout, type LogContext, type WriteLine } from './log';

export type MetricUnit = 'Count' | 'Milliseconds' | 'Bytes';

/** Counters of one invocation: added up in memory, written as one line. */
export interface Metrics {
  add(name: string, value: number, unit?: MetricUnit): void;
  /** Writes what was added since the last time; nothing when nothing was. Call it when an invocation ends. */
  flush(): void;
}

/**
 * Metrics in CloudWatch's embedded metric format: a line of the log that CloudWatch reads as metrics, so that no call is
 * made and paid for. Each key of `dimensions` is one; few values each, as every combination is a billed metric.
 */
export function createMetrics(
  dimensions: LogContext,
  write: WriteLine = writeToStdout,
  now: () => number = Date.now,
): Metrics {
  let sums = new Map<string, { readonly unit: MetricUnit; readonly value: number }>();
  return {
    add(name, value, unit = 'Count') {
      sums.set(name, { unit, value: (sums.get(name)?.value ?? 0) + value });
    },
    flush() {
      if (sums.size === 0) return;
      const written = [...sums];
      sums = new Map();
      const metrics = written.map(([Name, { unit: Unit }]) => ({ Name, Unit }));
      const directive = { Namespace: METRICS_NAMESPACE, Dimensions: [Object.keys(dimensions)], Metrics: metrics };
      const values = Object.fromEntries(written.map(([name, { value }]) => [name, value]));
      write(JSON.stringify({ _aws: { Timestamp: now(), CloudWatchMetrics: [directive] }, ...dimensions, ...values }));
    },
  };
}
