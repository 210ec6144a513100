import { Agent, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Endpoints } from './functions/function-env';
import { asArray, asNumber, asObject, isObject, parseJson, type Json } from './json';
import { serveOnLoopback, type LoopbackServer } from './loopback-server';
import type { Meter } from './meter';

/** DynamoDB's operations that consume units; the value says which kind. */
const UNITS: Readonly<Record<string, 'read' | 'write'>> = {
  GetItem: 'read',
  BatchGetItem: 'read',
  Query: 'read',
  Scan: 'read',
  TransactGetItems: 'read',
  PutItem: 'write',
  UpdateItem: 'write',
  DeleteItem: 'write',
  BatchWriteItem: 'write',
  TransactWriteItems: 'write',
};

interface Operation {
  readonly service: 'dynamodb' | 'dynamodb-streams' | 'sqs' | 'secretsmanager' | 'cloudwatch';
  readonly name: string;
}

/**
 * A way to all engines for one function, that counts what passes: its AWS_ENDPOINT_URL_* lead here. Requests to the
 * table get `ReturnConsumedCapacity` when they lack it; nothing else is changed.
 */
export function serveMeteredEndpoints(meter: Meter, label: string, engines: Endpoints): Promise<LoopbackServer> {
  const agent = new Agent({ keepAlive: true });
  return serveOnLoopback((request, response) => {
    forward({ meter, label, engines, agent }, request, response).catch(() => {
      // The engine is down or the function gave up: as if the connection had been to the engine itself.
      response.destroy();
    });
  });
}

interface Way {
  readonly meter: Meter;
  readonly label: string;
  readonly engines: Endpoints;
  readonly agent: Agent;
}

async function forward(way: Way, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const operation = operationOf(String(request.headers['x-amz-target'] ?? ''));
  const body = askForUnits(operation, await collect(request));
  const target = new URL(request.url ?? '/', engineOf(operation, way.engines));
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { ...request.headers, host: target.host, 'content-length': body.length };
    send(target, { method: request.method ?? 'POST', headers, agent: way.agent }, resolve)
      .on('error', reject)
      .end(body);
  });
  const answered = await collect(answer);
  way.meter.countRecords(way.label, messagesIn(operation, answered));
  way.meter.countCall(way.label, {
    name: `${operation.service}:${operation.name}`,
    ...unitsOf(operation, answered),
    isRefused: operation.service === 'dynamodb' && isConditionRefused(answered),
  });
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  response.end(answered);
}

/** `DynamoDB_20120810.PutItem` → the service and `PutItem`. */
function operationOf(target: string): Operation {
  const [prefix = '', name = 'unknown'] = target.split('.');
  if (prefix.startsWith('DynamoDBStreams')) return { service: 'dynamodb-streams', name };
  if (prefix.startsWith('DynamoDB')) return { service: 'dynamodb', name };
  if (prefix.startsWith('Granite')) return { service: 'cloudwatch', name };
  return { service: prefix === 'AmazonSQS' ? 'sqs' : 'secretsmanager', name };
}

function engineOf({ service }: Operation, engines: Endpoints): string {
  if (service === 'sqs') return engines.queues;
  if (service === 'cloudwatch') return engines.metrics;
  return service === 'secretsmanager' ? engines.secrets : engines.tables;
}

/** Messages that a function took off a queue by itself. */
function messagesIn({ service, name }: Operation, answer: Buffer): number {
  if (service !== 'sqs' || name !== 'ReceiveMessage') return 0;
  return asArray(asObject(parseJson(answer.toString('utf8')))['Messages']).length;
}

function askForUnits({ service, name }: Operation, body: Buffer): Buffer {
  if (service !== 'dynamodb' || UNITS[name] === undefined) return body;
  const input = parseJson(body.toString('utf8'));
  if (!isObject(input) || input['ReturnConsumedCapacity'] !== undefined) return body;
  return Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' }));
}

function unitsOf(
  { service, name }: Operation,
  answer: Buffer,
): { readonly readUnits: number; readonly writeUnits: number } {
  const kind = service === 'dynamodb' ? UNITS[name] : undefined;
  if (kind === undefined) return { readUnits: 0, writeUnits: 0 };
  const parsed = parseJson(answer.toString('utf8'));
  const consumed: Json | undefined = isObject(parsed) ? parsed['ConsumedCapacity'] : undefined;
  // One table's figure, or a list of them for batches and transactions. A refused condition reports none.
  const parts = isObject(consumed) ? [consumed] : asArray(consumed);
  const units = parts.reduce<number>((sum, part) => sum + (asNumber(asObject(part)['CapacityUnits']) ?? 0), 0);
  return kind === 'read' ? { readUnits: units, writeUnits: 0 } : { readUnits: 0, writeUnits: units };
}

function isConditionRefused(answer: Buffer): boolean {
  const error = asObject(parseJson(answer.toString('utf8')))['__type'];
  return typeof error === 'string' && error.endsWith('#ConditionalCheckFailedException');
}

async function collect(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
