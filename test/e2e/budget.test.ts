import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMeterReader } from '../../scripts/bench/read-meter';
import { runWorkload, type Bench, type WorkloadResult } from '../../scripts/bench/run-workload';
import { loneAlerts, storm } from '../../scripts/bench/workloads';
import { startWebhookReceiver, type WebhookReceiver } from '../support/receiver';
import { listProcesses } from '../support/storm/list-processes';
import { startTocsin, type Tocsin } from '../support/tocsin';

/**
 * What an alert may cost when many wait (DESIGN §3, I10), counted from the calls of a run. Counts only: times are the
 * machine's.
 */
let tocsin: Tocsin;
let receiver: WebhookReceiver;
let bench: Bench;
beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(['--meter']), startWebhookReceiver()]);
  const { client, runner } = tocsin;
  await client.makeWebhook('the receiver', receiver.url);
  const meter = createMeterReader(runner.endpoints.meter_url ?? '');
  bench = { client, receiver, concurrency: 64, meter, heldBack: withProcessStopped };
  await runWorkload(bench, loneAlerts(20, 'warm-up'));
});
afterAll(async () => {
  await Promise.all([tocsin.close(), receiver.close()]);
});

/** How full batches are would otherwise depend on how fast this machine takes alerts and how fast it works on them. */
async function withProcessStopped<T>(send: () => Promise<T>): Promise<T> {
  const held = listProcesses(tocsin.runner).find(({ name }) => name === 'process');
  if (held === undefined) throw new Error('There is no process of the function process.');
  process.kill(held.pid, 'SIGSTOP');
  try {
    return await send();
  } finally {
    process.kill(held.pid, 'SIGCONT');
  }
}

function expectNothingLost({ lost, refused }: WorkloadResult): void {
  expect({ lost, refused }).toEqual({ lost: 0, refused: 0 });
}

/** What process writes for an alert, with what a condition refused: that is billed, too. */
function writtenPerAlert({ costs, figures, sent }: WorkloadResult): number {
  return costs!.processWriteUnits + figures!.functions['process']!.refused_writes / sent;
}

describe('an alert', () => {
  it('on its own costs at most 2.4 write units to process, and one call of ingest and of deliver', async () => {
    const result = await runWorkload(bench, loneAlerts(150));
    expectNothingLost(result);
    const { byFunction } = result.costs!;
    expect(writtenPerAlert(result)).toBeGreaterThan(2);
    expect(writtenPerAlert(result)).toBeLessThanOrEqual(2.4);
    expect(byFunction['ingest']).toMatchObject({ calls: 1, writeUnits: 0 });
    expect(byFunction['deliver']!.calls).toBe(1);
    expect(byFunction['deliver']!.writeUnits).toBeLessThanOrEqual(1);
    expect(byFunction['dispatch']).toMatchObject({ writeUnits: 0 });
  });

  it.each([
    [1, 600, 1.15],
    [10, 900, 1.5],
  ])(
    'in a storm on %d entities (%d alerts) costs at most %d write units to process',
    async (entities, alerts, units) => {
      const result = await runWorkload(bench, storm(alerts, entities));
      expectNothingLost(result);
      expect(writtenPerAlert(result)).toBeGreaterThanOrEqual(1);
      expect(writtenPerAlert(result)).toBeLessThanOrEqual(units);
      const { byFunction, queueCalls } = result.costs!;
      // It makes no delivery of its own.
      expect(byFunction['deliver']!.calls * alerts).toBe(entities);
      // Fifty to a call, and for ten of them a receive and a delete, the poller's or process's own, beside the one send each.
      expect(byFunction['process']!.calls).toBeLessThanOrEqual(1 / 30);
      expect(queueCalls).toBeLessThanOrEqual(1.3);
    },
  );
});
