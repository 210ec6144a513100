/**
 * AWS's list prices for us-east-1 in US dollars, without free tiers and without volume discounts, as they were on the
 * day of {@link PRICES_AS_OF}. One price per line of the bill; what each is for is in docs/cost.md.
 */
export const PRICES_AS_OF = '2026-11-22';

const MILLION = 1_000_000;
const GB = 1024 ** 3;

export const PRICES = {
  /** HTTP API of API Gateway, per request (of up to 512 KB). */
  httpRequest: 1.0 / MILLION,
  /** Lambda, per invocation. */
  invocation: 0.2 / MILLION,
  /** Lambda on arm64, per GB of memory and millisecond. */
  gbMillisecond: 0.000_013_333_4 / 1_000,
  /** SQS standard queue, per request (of up to 64 KB). */
  standardRequest: 0.4 / MILLION,
  /** SQS FIFO queue, per request (of up to 64 KB). */
  fifoRequest: 0.5 / MILLION,
  /** DynamoDB on demand. */
  writeUnit: 0.625 / MILLION,
  readUnit: 0.125 / MILLION,
  /** CloudWatch Logs, per byte taken in. */
  loggedByte: 0.5 / GB,
  /** CloudWatch's GetMetricData, per metric that is asked for. */
  metricRead: 0.01 / 1_000,
  /** Data out to the internet, per byte. */
  byteOut: 0.09 / GB,
  /** A month each. */
  secretMonth: 0.4,
  alarmMonth: 0.1,
  metricMonth: 0.3,
} as const;
