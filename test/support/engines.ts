import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { freePort } from '../../local/engines/free-port';

/** Which engines a test file wants, and what is in them. */
export interface EnginesOptions {
  /** Properties of the table beyond its name, keys and stream; missing = no table engine. */
  readonly table?: Partial<CreateTableCommandInput>;
  /** Attributes of queues by name (`*.fifo` for FIFO ones); missing = no queue engine. */
  readonly queues?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Running engines. The SDK's standard environment variables of this process point to them. */
export interface Engines {
  readonly tableName: string;
  /** ARN of the table's stream; empty without a table. */
  readonly streamArn: string;
  readonly queueUrl: (name: string) => string;
  readonly stop: () => Promise<void>;
}

const START_DEADLINE_MS = 60_000;
const TABLE_NAME = 'tocsin-test';
const DYNAMODB_LOCAL = join(dirname(require.resolve('amplify-dynamodb-simulator/package.json')), 'emulator');

/** Starts the engines asked for on free ports with empty temporary data, and points this process's SDK to them. */
export async function startEngines({ table, queues }: EnginesOptions): Promise<Engines> {
  const data = await mkdtemp(join(tmpdir(), 'tocsin-engines-'));
  Object.assign(process.env, { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(kill));
    await rm(data, { recursive: true, force: true });
  };
  try {
    const [streamArn, urls] = await Promise.all([
      table === undefined ? '' : startTable(children, table),
      queues === undefined ? new Map<string, string>() : startQueues(children, data, queues),
    ]);
    return { tableName: TABLE_NAME, streamArn, queueUrl: (name) => urls.get(name) ?? fail(name), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function fail(name: string): never {
  throw new Error(`No queue ${name} was asked for.`);
}

/** In memory: what it does is the same, and how fast a busy disk is does not matter to what is tested here. */
async function startTable(children: ChildProcess[], properties: Partial<CreateTableCommandInput>): Promise<string> {
  const port = await freePort();
  const memory = ['-Xms64m', '-Xmx512m', '-Djava.library.path=DynamoDBLocal_lib'];
  const options = ['-port', String(port), '-inMemory', '-sharedDb', '-disableTelemetry'];
  children.push(
    spawn('java', [...memory, '-jar', 'DynamoDBLocal.jar', ...options], { cwd: DYNAMODB_LOCAL, stdio: 'ignore' }),
  );
  const endpoint = `http://127.0.0.1:${port}`;
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = endpoint;
  process.env['AWS_ENDPOINT_URL_DYNAMODB_STREAMS'] = endpoint;
  const client = new DynamoDBClient({});
  await until(() => client.send(new ListTablesCommand({})));
  const { TableDescription: made } = await client.send(new CreateTableCommand({ ...TABLE, ...properties }));
  client.destroy();
  return made?.LatestStreamArn ?? '';
}

const TABLE: CreateTableCommandInput = {
  TableName: TABLE_NAME,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

/** The queue engine is an ES module, which a jest file can't load: it runs in a process of its own and says its port. */
const QUEUE_ENGINE = `
import { startFauxqs } from 'fauxqs';
const server = await startFauxqs({ port: 0, host: 'localhost', dataDir: process.argv[1], logger: false });
process.send(server.port);
process.on('disconnect', () => process.exit());
`;

async function startQueues(
  children: ChildProcess[],
  data: string,
  queues: NonNullable<EnginesOptions['queues']>,
): Promise<ReadonlyMap<string, string>> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', QUEUE_ENGINE, join(data, 'queues')], {
    cwd: join(__dirname, '..', '..'),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  const port = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => {
      reject(new Error('The queue engine ended before it was ready.'));
    });
  });
  process.env['AWS_ENDPOINT_URL_SQS'] = `http://localhost:${String(port)}`;
  const client = new SQSClient({});
  const made = Object.entries(queues).map(async ([name, attributes]) => {
    const { QueueUrl: url } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
    return [name, url ?? ''] as const;
  });
  const urls = new Map(await Promise.all(made));
  client.destroy();
  return urls;
}

/** Tries until it works; the last error is thrown at the deadline. */
async function until<T>(attempt: () => Promise<T>, deadlineMs: number = START_DEADLINE_MS): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(50);
    }
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
