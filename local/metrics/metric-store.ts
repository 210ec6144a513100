import { asArray, asNumber, asObject, asText, isObject, parseJson, type Json, type JsonObject } from '../json';

const MINUTE_MS = 60_000;
/** Longer than anybody here looks back. Nothing of it outlives the runner: a fresh one knows of no metric. */
const KEPT_MS = 24 * 3_600_000;

/** A metric by what tells it from others. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  /** Value by name. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The sum of a metric in one minute, which begins at `at` (ms since 1970). */
export interface MinuteSum {
  readonly at: number;
  readonly sum: number;
}

/**
 * The metrics that functions write into their logs, added up by the minute, as CloudWatch does it with lines in the
 * embedded metric format:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export class MetricStore {
  private readonly series = new Map<string, Map<number, number>>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Takes a line of a function's log. One that is no record of metrics is nothing to it. */
  take(line: string): void {
    // Most lines are none, and parsing is dear.
    if (!line.startsWith('{"_aws":')) return;
    const record = asObject(parseJson(line));
    const head = asObject(record['_aws']);
    const timestamp = asNumber(head['Timestamp']);
    if (timestamp === undefined) return;
    for (const directive of asArray(head['CloudWatchMetrics']))
      this.takeDirective(asObject(directive), record, timestamp);
  }

  /** The minutes from `from` on and before `to` that the metric has figures in, oldest first. */
  sums(metric: MetricName, { from, to }: { readonly from: number; readonly to: number }): readonly MinuteSum[] {
    const minutes = [...(this.series.get(keyOf(metric)) ?? [])];
    return minutes
      .filter(([at]) => at >= from && at < to)
      .map(([at, sum]) => ({ at, sum }))
      .toSorted((a, b) => a.at - b.at);
  }

  private takeDirective(directive: JsonObject, record: JsonObject, timestamp: number): void {
    const namespace = asText(directive['Namespace']) ?? '';
    for (const metric of asArray(directive['Metrics']).map(asObject)) {
      const name = asText(metric['Name']) ?? '';
      for (const names of asArray(directive['Dimensions'])) {
        const dimensions = dimensionsOf(record, asArray(names));
        this.add(keyOf({ namespace, name, dimensions }), timestamp, sumOf(record[name]));
      }
    }
  }

  private add(key: string, timestamp: number, value: number): void {
    const minutes = this.series.get(key) ?? new Map<number, number>();
    const at = timestamp - (timestamp % MINUTE_MS);
    minutes.set(at, (minutes.get(at) ?? 0) + value);
    const oldest = this.now() - KEPT_MS;
    for (const minute of minutes.keys()) if (minute < oldest) minutes.delete(minute);
    this.series.set(key, minutes);
  }
}

function dimensionsOf(record: JsonObject, names: readonly Json[]): Readonly<Record<string, string>> {
  const texts = names.flatMap((name) => (typeof name === 'string' ? [name] : []));
  return Object.fromEntries(texts.map((name) => [name, asText(record[name]) ?? '']));
}

/** A figure, or several of them. */
function sumOf(value: Json | undefined): number {
  const values = isObject(value) || value === undefined ? [] : typeof value === 'number' ? [value] : asArray(value);
  return values.reduce<number>((sum, each) => sum + (asNumber(each) ?? 0), 0);
}

/** The same for the same metric, whatever order its dimensions stand in. */
function keyOf({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}
