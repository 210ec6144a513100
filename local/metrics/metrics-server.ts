import type { IncomingMessage, ServerResponse } from 'node:http';
import { asArray, asNumber, asObject, asText, isObject, parseJson, type Json, type JsonObject } from '../json';
import { serveOnLoopback, type LoopbackServer } from '../loopback-server';
import type { MetricStore } from './metric-store';

/** Far above any GetMetricData. */
const MAX_BODY_CHARACTERS = 262_144;

const TARGET = 'GraniteServiceVersion20100801.GetMetricData';

/** CloudWatch, as far as functions use it: GetMetricData of sums, in the JSON 1.0 protocol, all on one page. */
export function serveMetrics(store: MetricStore): Promise<LoopbackServer> {
  return serveOnLoopback((request, response) => {
    void answer(store, request, response);
  });
}

async function answer(store: MetricStore, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of request) text = (text + String(chunk)).slice(0, MAX_BODY_CHARACTERS);
  const input = parseJson(text);
  if (request.headers['x-amz-target'] !== TARGET) {
    refuse(response, 'InvalidAction', 'The local runner knows GetMetricData only.');
    return;
  }
  const results = isObject(input) ? readResults(store, input) : 'The body is no JSON object.';
  if (typeof results === 'string') refuse(response, 'InvalidParameterValue', results);
  else send(response, 200, { MetricDataResults: results, Messages: [] });
}

/** The result of each query, or why there is none. */
function readResults(store: MetricStore, input: JsonObject): readonly JsonObject[] | string {
  const from = asNumber(input['StartTime']);
  const to = asNumber(input['EndTime']);
  if (from === undefined || to === undefined || from >= to) return 'StartTime must be before EndTime.';
  const range = { from: from * 1_000, to: to * 1_000 };
  const isAscending = input['ScanBy'] === 'TimestampAscending';
  const results = asArray(input['MetricDataQueries']).map((query) => {
    const result = readResult(store, asObject(query), range);
    return typeof result === 'string' || isAscending ? result : newestFirst(result);
  });
  return results.find((result) => typeof result === 'string') ?? (results as readonly Result[]);
}

interface Result extends JsonObject {
  readonly Timestamps: readonly number[];
  readonly Values: readonly number[];
}

function readResult(
  store: MetricStore,
  query: JsonObject,
  range: { readonly from: number; readonly to: number },
): Result | string {
  const stat = asObject(query['MetricStat']);
  const metric = asObject(stat['Metric']);
  if (stat['Stat'] !== 'Sum' || stat['Period'] !== 60) return 'The local runner knows sums of 60 seconds only.';
  const name = asText(metric['MetricName']) ?? '';
  const namespace = asText(metric['Namespace']) ?? '';
  const minutes = store.sums({ namespace, name, dimensions: dimensionsOf(metric['Dimensions']) }, range);
  return {
    Id: query['Id'] ?? null,
    Label: name,
    Timestamps: minutes.map(({ at }) => at / 1_000),
    Values: minutes.map(({ sum }) => sum),
    StatusCode: 'Complete',
  };
}

function dimensionsOf(value: Json | undefined): Readonly<Record<string, string>> {
  const pairs = asArray(value).map(asObject);
  return Object.fromEntries(pairs.map((pair) => [asText(pair['Name']) ?? '', asText(pair['Value']) ?? '']));
}

/** CloudWatch's own order, unless it is asked for the other. */
function newestFirst(result: Result): Result {
  return { ...result, Timestamps: result.Timestamps.toReversed(), Values: result.Values.toReversed() };
}

function refuse(response: ServerResponse, type: string, message: string): void {
  send(response, 400, { __type: type, message });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(body));
}
