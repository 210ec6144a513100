import { describe, expect, it } from '@jest/globals';
import type { FunctionFigures } from '../../../../local/meter';
import { parseBenchOptions } from '../../../../scripts/bench/options';
import { percentile } from '../../../../scripts/bench/percentile';
import { costsPerAlert } from '../../../../scripts/bench/read-meter';
import { loneAlerts, storm } from '../../../../scripts/bench/workloads';

const figures = (over: Partial<FunctionFigures>): FunctionFigures => ({
  invocations: 0,
  errors: 0,
  records: 0,
  billed_ms: 0,
  init_ms: 0,
  cpu_ms: 0,
  logged_bytes: 0,
  aws_calls: {},
  read_units: 0,
  write_units: 0,
  refused_writes: 0,
  ...over,
});

describe('a percentile', () => {
  it('is the value that so many per cent do not exceed', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([50, 99, 100].map((percent) => percentile(values, percent))).toEqual([50, 99, 100]);
    expect(percentile([7], 50)).toBe(7);
    expect(percentile([], 50)).toBeNaN();
  });
});

describe('costs per alert', () => {
  it('count what functions and pollers did, but for receives that brought nothing', () => {
    const costs = costsPerAlert(
      {
        since: '',
        http_requests: 10,
        functions: {
          ingest: figures({
            invocations: 10,
            aws_calls: { 'sqs:SendMessage': 10, 'dynamodb:GetItem': 1 },
            read_units: 1,
          }),
          process: figures({ invocations: 2, write_units: 25, cpu_ms: 50 }),
          deliver: figures({ invocations: 1, write_units: 1 }),
        },
        pollers: { ReceiveMessage: 2, 'ReceiveMessage (empty)': 40, DeleteMessageBatch: 2 },
      },
      10,
    );
    expect(costs).toMatchObject({
      writeUnits: 2.6,
      processWriteUnits: 2.5,
      readUnits: 0.1,
      queueCalls: 1.4,
      functionCalls: 1.3,
      cpuMs: 5,
    });
    expect(costs.byFunction['process']).toEqual({ calls: 0.2, writeUnits: 2.5, readUnits: 0, cpuMs: 5 });
  });
});

describe('workloads', () => {
  it('make the webhooks they say: one per entity', () => {
    for (const { alerts, webhooks } of [loneAlerts(30), storm(30, 1), storm(30, 7), storm(3, 7)]) {
      expect(new Set(alerts.map(({ entity }) => entity)).size).toBe(webhooks);
    }
  });

  it('share no entities, so that each begins with none', () => {
    const entities = [loneAlerts(9), loneAlerts(9, 'warm-up'), storm(9, 1), storm(9, 5)].map(
      ({ alerts }) => new Set(alerts.map(({ entity }) => entity)),
    );
    const all = new Set(entities.flatMap((each) => [...each]));
    expect(all.size).toBe(entities.reduce((sum, { size }) => sum + size, 0));
  });
});

describe('options of the bench', () => {
  it('are those of a run of its own unless a stack is named', () => {
    expect(parseBenchOptions([])).toEqual({
      alerts: 1_000,
      concurrency: 16,
      entities: 5,
      kill: false,
      engine: false,
      endpoints: false,
      rate: 2,
      receiver: { port: 0 },
    });
    expect(parseBenchOptions(['--kill'])).toMatchObject({ alerts: 10_000, entities: 100, kill: true });
    expect(parseBenchOptions(['--url', 'https://a.example/', '--token', 't'])).toMatchObject({
      stack: { url: 'https://a.example', token: 't' },
    });
  });

  it.each([
    [['--alerts', 'many'], '--alerts must be'],
    [['--url', 'https://a.example'], 'go together'],
    [['--kill', '--url', 'https://a.example', '--token', 't'], 'it takes no --url'],
    [['--nonsense'], 'nonsense'],
  ])('%p are refused with what is wrong', (argv, reason) => {
    expect(() => parseBenchOptions(argv)).toThrow(reason);
  });
});
