import { describe, expect, it } from '@jest/globals';
import { readLines } from '../../../local/functions/log-lines';
import { MetricStore } from '../../../local/metrics/metric-store';

const NOW = 1_790_000_040_000;
const HOUR = { from: NOW - 3_600_000, to: NOW + 60_000 };

const record = (values: object, Timestamp = NOW, Dimensions = [['stage']]) =>
  JSON.stringify({
    _aws: {
      Timestamp,
      CloudWatchMetrics: [{ Namespace: 'N', Dimensions, Metrics: Object.keys(values).map((Name) => ({ Name })) }],
    },
    stage: 'local',
    ...values,
  });

function sumsOf(store: MetricStore, name: string, dimensions: Readonly<Record<string, string>> = { stage: 'local' }) {
  return store.sums({ namespace: 'N', name, dimensions }, HOUR);
}

describe('the metrics of functions on one machine', () => {
  it('are added up by the minute of their own time', () => {
    const store = new MetricStore(() => NOW);
    store.take(record({ A: 1, B: [2, 3] }));
    store.take(record({ A: 4 }, NOW + 59_999));
    store.take(record({ A: 8 }, NOW - 60_001));
    expect(sumsOf(store, 'A')).toEqual([
      { at: NOW - 120_000, sum: 8 },
      { at: NOW, sum: 5 },
    ]);
    expect(sumsOf(store, 'B')).toEqual([{ at: NOW, sum: 5 }]);
  });

  it('are told apart by their dimensions, in whatever order those stand', () => {
    const store = new MetricStore(() => NOW);
    store.take(record({ A: 1, zone: 'a' }, NOW, [['stage', 'zone'], ['stage']]));
    expect(sumsOf(store, 'A', { zone: 'a', stage: 'local' })).toHaveLength(1);
    expect(sumsOf(store, 'A')).toHaveLength(1);
    expect(sumsOf(store, 'A', { stage: 'prod' })).toEqual([]);
  });

  it.each([
    'plain text',
    '{"level":"INFO"}',
    '{"_aws":',
    '{"_aws":7}',
    '{"_aws":{"CloudWatchMetrics":[{"Namespace":"N","Dimensions":[["stage"]],"Metrics":[{"Name":"A"}]}]},"A":1}',
  ])('are not found in the line %s', (line) => {
    const store = new MetricStore(() => NOW);
    store.take(line);
    expect(sumsOf(store, 'A', { stage: '' })).toEqual([]);
  });

  it('are forgotten after a day', () => {
    let now = NOW;
    const store = new MetricStore(() => now);
    store.take(record({ A: 1 }));
    now += 25 * 3_600_000;
    store.take(record({ A: 1 }, now));
    expect(sumsOf(store, 'A')).toEqual([]);
  });
});

describe('the lines of a process', () => {
  it('are whole, wherever its output is cut', () => {
    const lines: string[] = [];
    const take = readLines((line) => lines.push(line));
    const bytes = Buffer.from('one\ntwo ü\n\nthree');
    for (const byte of bytes) take(Buffer.of(byte));
    expect(lines).toEqual(['one', 'two ü', '']);
    take(Buffer.from('\nfour\n'));
    expect(lines.slice(3)).toEqual(['three', 'four']);
  });
});
