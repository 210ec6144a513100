import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createJsonCaller, type JsonCaller } from '../../../../adapters/aws-json';
import { createLedgerBooks } from '../../../../adapters/cloudwatch/ledger-books';
import { createLedger } from '../../../../adapters/observability/ledger';
import { MINUTE, minuteOf } from '../../../../core/domain/ledger/ledger-series';
import type { LoopbackServer } from '../../../../local/loopback-server';
import { MetricStore } from '../../../../local/metrics/metric-store';
import { serveMetrics } from '../../../../local/metrics/metrics-server';
import { ledgerContract } from '../../../support/port-contracts/ledger';

const NOW = Date.now() * 1_000;
const RANGE = { from: NOW - 10 * MINUTE, to: NOW + MINUTE };

describe('the ledger as metrics', () => {
  const store = new MetricStore();
  let server: LoopbackServer;
  let stages = 0;
  beforeAll(async () => {
    server = await serveMetrics(store);
    Object.assign(process.env, {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_CLOUDWATCH: server.url,
    });
  });
  afterAll(() => {
    server.close();
  });

  const make = (stage = `stage-${stages++}`) => ({
    ledger: createLedger({ stage }, (line) => {
      store.take(line);
    }),
    books: createLedgerBooks(createJsonCaller('cloudwatch', 'request'), stage),
  });

  ledgerContract(make, NOW);

  it('is one for each stage', async () => {
    make('one').ledger.book('AlertsAccepted', NOW);
    const other = make('other');
    other.ledger.book('AlertsAccepted', NOW);
    other.ledger.flush();
    expect((await make('one').books.read(['AlertsAccepted'], RANGE)).get('AlertsAccepted')?.size).toBe(0);
    expect((await other.books.read(['AlertsAccepted'], RANGE)).get('AlertsAccepted')?.size).toBe(1);
  });

  it('is not read by another call than the one the runner knows', async () => {
    const caller = createJsonCaller('cloudwatch', 'request');
    await expect(caller.call('ListMetrics', {})).rejects.toMatchObject({ name: 'InvalidAction' });
    const { StartTime, EndTime } = { StartTime: 60, EndTime: 120 };
    const asked = { MetricStat: { Metric: { MetricName: 'M' }, Period: 300, Stat: 'Sum' }, Id: 'm0' };
    const input = { StartTime, EndTime, MetricDataQueries: [asked] };
    await expect(caller.call('GetMetricData', input)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});

describe('reading the ledger from CloudWatch', () => {
  const minute = minuteOf(NOW);
  const result = (Id: string, StatusCode: string, ...minutes: readonly number[]) => ({
    Id,
    StatusCode,
    Timestamps: minutes.map((at) => at / 1_000_000),
    Values: minutes.map(() => 1),
  });

  /** Answers with these pages, one after another. */
  function booksOf(...pages: readonly Readonly<Record<string, unknown>>[]) {
    const asked: Readonly<Record<string, unknown>>[] = [];
    const caller: JsonCaller<'cloudwatch'> = {
      service: 'cloudwatch',
      call: (_operation, input) => {
        asked.push(input);
        return Promise.resolve(pages[asked.length - 1] ?? {});
      },
    };
    return { books: createLedgerBooks(caller, 'prod'), asked };
  }

  it('puts the pages of an answer together', async () => {
    const { books, asked } = booksOf(
      { MetricDataResults: [result('m0', 'PartialData', minute), result('m1', 'Complete')], NextToken: 'more' },
      { MetricDataResults: [result('m0', 'Complete', minute - MINUTE)] },
    );
    const read = await books.read(['AlertsAccepted', 'AlertsFailed'], RANGE);
    expect(read.get('AlertsAccepted')).toEqual(
      new Map([
        [minute, 1],
        [minute - MINUTE, 1],
      ]),
    );
    expect(read.get('AlertsFailed')).toEqual(new Map());
    expect(asked.map(({ NextToken }) => NextToken)).toEqual([undefined, 'more']);
  });

  it.each(['InternalError', 'Forbidden'])('fails when a metric could not be read: %s', async (status) => {
    const { books } = booksOf({ MetricDataResults: [result('m0', status)] });
    await expect(books.read(['AlertsAccepted'], RANGE)).rejects.toThrow(status);
  });
});
