import type { Figures, FunctionFigures } from '../../local/meter';
import { PRICES } from './prices';

/** One line of a bill. */
export interface BillLine {
  readonly what: string;
  /** How many of the unit are billed. */
  readonly quantity: number;
  readonly dollars: number;
}

/** What a function is given in AWS. */
export interface FunctionSize {
  /** MB: memory, and with it the share of a core. */
  readonly memory: number;
}

/** MB that have one whole core (AWS Lambda's documentation); less memory has less of one. */
const MEMORY_OF_A_CORE = 1_769;

/**
 * Milliseconds that one call of a function waits for others while it is billed. Assumed, not measured here: a call of the
 * table, a queue or a secret within one region takes 3–6 ms, and those of a batch go side by side; an endpoint answers in
 * 100 ms.
 */
const WAITS_MS: Readonly<Record<string, number>> = {
  ingest: 6,
  process: 20,
  dispatch: 10,
  deliver: 112,
  api: 10,
  timer: 15,
};

/**
 * Besides, for each request of its own to receive from a queue or to delete: process makes them one after another, or
 * side by side; here as if always after one another.
 */
const WAIT_PER_REQUEST_MS: Readonly<Record<string, number>> = { 'sqs:ReceiveMessage': 6, 'sqs:DeleteMessageBatch': 6 };

/** What a webhook takes out of AWS: request line, headers, TLS and body. Assumed. */
const WEBHOOK_BYTES = 2_500;

/** Each call that carries something is billed; on which kind of queue decides the price. */
const FIFO_SENDERS: readonly string[] = ['dispatch', 'redispatch', 'deliver'];

/**
 * The bill of what a meter counted, per so many alerts.
 * @param alerts how many alerts the figures are of.
 * @param per how many alerts the bill is for.
 */
export function makeBill(
  { functions, pollers, http_requests }: Figures,
  sizes: Readonly<Record<string, FunctionSize>>,
  { alerts, per }: { readonly alerts: number; readonly per: number },
): readonly BillLine[] {
  const scale = per / alerts;
  const all = Object.entries(functions);
  const sum = (of: (figures: FunctionFigures, name: string) => number): number =>
    all.reduce((total, [name, figures]) => total + of(figures, name), 0);
  const line = (what: string, counted: number, price: number): BillLine => ({
    what,
    quantity: counted * scale,
    dollars: counted * scale * price,
  });
  const sends = (fifo: boolean): number =>
    sum((figures, name) => (FIFO_SENDERS.includes(name) === fifo ? queueCalls(figures) : 0));
  return [
    line('HTTP API, requests', http_requests, PRICES.httpRequest),
    line(
      'Lambda, calls',
      sum(({ invocations }) => invocations),
      PRICES.invocation,
    ),
    line(
      'Lambda, GB-ms',
      sum((figures, name) => gbMilliseconds(figures, name, sizes[name])),
      PRICES.gbMillisecond,
    ),
    line('SQS standard, requests of functions', sends(false), PRICES.standardRequest),
    line('SQS FIFO, requests of functions', sends(true), PRICES.fifoRequest),
    // The meter does not say which queue was polled: at the dearer price, so the bill errs to the high side.
    line('SQS, requests of pollers', workingPolls(pollers), PRICES.fifoRequest),
    line(
      'DynamoDB, write units',
      sum(({ write_units }) => write_units),
      PRICES.writeUnit,
    ),
    // Each is one unit: heads and alerts are items of up to a kilobyte.
    line(
      'DynamoDB, refused writes',
      sum(({ refused_writes }) => refused_writes),
      PRICES.writeUnit,
    ),
    line(
      'DynamoDB, read units',
      sum(({ read_units }) => read_units),
      PRICES.readUnit,
    ),
    line(
      'CloudWatch Logs, bytes',
      sum(({ logged_bytes }) => logged_bytes),
      PRICES.loggedByte,
    ),
    line('data out, bytes', (functions['deliver']?.invocations ?? 0) * WEBHOOK_BYTES, PRICES.byteOut),
  ];
}

/** The sum of a bill in dollars. */
export function totalOf(bill: readonly BillLine[]): number {
  return bill.reduce((total, { dollars }) => total + dollars, 0);
}

function queueCalls({ aws_calls }: FunctionFigures): number {
  return Object.entries(aws_calls).reduce((sum, [name, calls]) => sum + (name.startsWith('sqs:') ? calls : 0), 0);
}

/** Receives that brought nothing are what an idle system costs, not an alert. */
function workingPolls(pollers: Readonly<Record<string, number>>): number {
  return Object.entries(pollers).reduce((sum, [name, calls]) => sum + (name.includes('(empty)') ? 0 : calls), 0);
}

/** CPU time stretched to the function's share of a core, and the time it waits, each call rounded up as Lambda does. */
function gbMilliseconds(figures: FunctionFigures, name: string, size: FunctionSize | undefined): number {
  if (size === undefined) throw new Error(`The template has no function ${name}.`);
  if (figures.invocations === 0) return 0;
  const share = Math.min(1, size.memory / MEMORY_OF_A_CORE);
  const waits = (WAITS_MS[name] ?? 0) + requestWaits(figures.aws_calls) / figures.invocations;
  const perCall = Math.ceil(figures.cpu_ms / figures.invocations / share + waits);
  return figures.invocations * perCall * (size.memory / 1_024);
}

function requestWaits(calls: FunctionFigures['aws_calls']): number {
  return Object.entries(calls).reduce((sum, [name, count]) => sum + count * (WAIT_PER_REQUEST_MS[name] ?? 0), 0);
}
