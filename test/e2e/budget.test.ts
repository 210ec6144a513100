import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMeterReader } from '../../scripts/bench/read-meter';
import { runWorkload, type Bench, type WorkloadResult } from '../../scripts/bench/run-workload';
import { loneAlerts, storm } from '../../scripts/bench/workloads';
import { startWebhookReceiver, type WebhookReceiver } from '../support/receiver';
import { startTocsin, type Tocsin } from '../support/tocsin';

/** What an alert may cost (DESIGN §3, I10), counted from the calls of a run. Counts only: times are the machine's. */
let tocsin: Tocsin;
let receiver: WebhookReceiver;
let bench: Bench;
beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(['--meter']), startWebhookReceiver()]);
  const { client, runner } = tocsin;
  await client.makeWebhook('the receiver', receiver.url);
  bench = { client, receiver, concurrency: 64, meter: createMeterReader(runner.endpoints.meter_url ?? '') };
  await runWorkload(bench, loneAlerts(20, 'warm-up'));
});
afterAll(async () => {
  await Promise.all([tocsin.close(), receiver.close()]);
});

function expectNothingLost({ lost, refused }: WorkloadResult): void {
  expect({ lost, refused }).toEqual({ lost: 0, refused: 0 });
}

describe('an alert', () => {
  it('on its own costs at most 3 write units to process, and one call of ingest and of deliver', async () => {
    const result = await runWorkload(bench, loneAlerts(150));
    expectNothingLost(result);
    const { byFunction, processWriteUnits } = result.costs!;
    expect(processWriteUnits).toBeGreaterThan(1);
    expect(processWriteUnits).toBeLessThanOrEqual(3);
    expect(byFunction['ingest']).toMatchObject({ calls: 1, writeUnits: 0 });
    expect(byFunction['deliver']!.calls).toBe(1);
    expect(byFunction['deliver']!.writeUnits).toBeLessThanOrEqual(1);
    expect(byFunction['dispatch']).toMatchObject({ writeUnits: 0 });
  });

  it('in a storm on one entity costs at most 1.3 write units to process, and makes no delivery of its own', async () => {
    const alerts = 600;
    const result = await runWorkload(bench, storm(alerts, 1));
    expectNothingLost(result);
    expect(result.costs!.processWriteUnits).toBeGreaterThanOrEqual(1);
    expect(result.costs!.processWriteUnits).toBeLessThanOrEqual(1.3);
    expect(result.costs!.byFunction['deliver']!.calls * alerts).toBe(1);
  });
});
