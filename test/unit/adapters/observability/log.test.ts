import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../../../adapters/observability/log';
import { createMetrics } from '../../../../adapters/observability/metrics';

const NOW = Date.UTC(2026, 10, 22);

function logged(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(
    createLog(
      { function: 'ingest', stage: 'prod' },
      (line) => lines.push(line),
      () => NOW,
    ),
  );
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('writes one line of JSON with time, level, message, where it is from and its fields', () => {
    const lines = logged((log) => {
      log.info('alert accepted', { trace_id: 't' });
      log.warn('table unreadable');
      log.error('alert not queued', { tries: 2n });
    });
    const from = { timestamp: '2026-11-22T00:00:00.000Z', function: 'ingest', stage: 'prod' };
    expect(lines).toEqual([
      { ...from, level: 'INFO', message: 'alert accepted', trace_id: 't' },
      { ...from, level: 'WARN', message: 'table unreadable' },
      { ...from, level: 'ERROR', message: 'alert not queued', tries: '2' },
    ]);
  });

  it('tells an error and its cause, but nothing that hangs on them', () => {
    const error = Object.assign(new Error('no answer', { cause: new Error('reset') }), { request: 'a body' });
    const [line] = logged((log) => {
      log.error('failed', { error });
    });
    expect(line).toMatchObject({ error: { name: 'Error', message: 'no answer', cause: { message: 'reset' } } });
    expect(JSON.stringify(line)).not.toContain('a body');
  });

  it('writes fields that hold themselves, and the same thing twice', () => {
    const self: Record<string, unknown> = { name: 'a' };
    self['self'] = self;
    const twice = { shared: 1 };
    const [line] = logged((log) => {
      log.info('odd', { self, left: twice, right: twice });
    });
    expect(line).toMatchObject({ self: { name: 'a', self: '[circular]' }, left: { shared: 1 }, right: { shared: 1 } });
  });
});

describe('metrics', () => {
  it('are one line in embedded metric format with what was added up', () => {
    const lines: string[] = [];
    const metrics = createMetrics(
      { function: 'process', stage: 'prod' },
      (line) => lines.push(line),
      () => NOW,
    );
    metrics.add('AlertsCompleted', 2);
    metrics.add('AlertsCompleted', 3);
    metrics.add('Age', 41.5, 'Milliseconds');
    metrics.flush();
    metrics.flush();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        _aws: {
          Timestamp: NOW,
          CloudWatchMetrics: [
            {
              Namespace: 'Tocsin',
              Dimensions: [['function', 'stage']],
              Metrics: [
                { Name: 'AlertsCompleted', Unit: 'Count' },
                { Name: 'Age', Unit: 'Milliseconds' },
              ],
            },
          ],
        },
        function: 'process',
        stage: 'prod',
        AlertsCompleted: 5,
        Age: 41.5,
      },
    ]);
  });
});
