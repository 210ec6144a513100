import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWebhookReceiver, type WebhookReceiver } from '../support/receiver';
import { runKillStorm } from '../support/storm/kill-storm';
import { startTocsin, type Tocsin } from '../support/tocsin';

/**
 * A small form of the storm that `npm run bench -- --kill` sends. In its middle every process is killed, with alerts on each
 * stretch of their way.
 */
const STORM = { alerts: 600, entities: 20, seed: 20_261_122, concurrency: 32, deadlineMs: 300_000 };

let tocsin: Tocsin;
let receiver: WebhookReceiver;
beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startWebhookReceiver()]);
});
afterAll(async () => {
  await Promise.all([tocsin.close(), receiver.close()]);
});

describe('a storm with a kill -9 of everything in its middle', () => {
  it('leaves every accepted alert one end, every entity at most one open incident, every transition one webhook', async () => {
    const report = await runKillStorm(tocsin, receiver, STORM);
    expect(report.discrepancies.slice(0, 20)).toEqual([]);
    expect(report.accepted.before + report.accepted.after).toBe(STORM.alerts);
    expect(report.accepted.before).toBeGreaterThan(0);
    expect(report.accepted.after).toBeGreaterThan(0);
    expect(report.incidents).toBeGreaterThanOrEqual(STORM.entities);
  }, 900_000);
});
