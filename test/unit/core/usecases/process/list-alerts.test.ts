import { describe, expect, it } from '@jest/globals';
import { createProcessor } from '../../../../../core/usecases/process/process-alerts';
import { accepted, critical, processWorld } from '../../../../support/builders/process-world';
import { anIntegration } from '../../../../support/builders/resources';
import { MemoryIntegrationAlerts } from '../../../../support/fakes/memory-integration-alerts';

const AT = 1_790_000_000_000_000;
const BATCH = [critical(AT), critical(AT + 1, { alert_type: 'info', entity_id: 'other' }), critical(AT + 2)];

function start() {
  const { deps, alerts } = processWorld();
  const integrationAlerts = new MemoryIntegrationAlerts();
  const process = createProcessor({ ...deps, integrationAlerts });
  const send = (batch: typeof BATCH) => process(batch.map((each) => ({ messageId: each.trace_id, accepted: each })));
  const listed = async () => (await integrationAlerts.list(anIntegration().id, { limit: 100 })).alerts;
  return { alerts, integrationAlerts, send, listed };
}

const newestFirst = BATCH.map(({ trace_id }) => trace_id).reverse();

describe('process', () => {
  it('lists the alerts of a batch under their integration, whether they have an incident or not', async () => {
    const { send, listed } = start();
    expect(await send(BATCH)).toEqual([]);
    expect(await listed()).toEqual(newestFirst);
  });

  it('lists a batch that comes again once', async () => {
    const { send, listed } = start();
    await send(BATCH);
    await send(BATCH);
    expect(await listed()).toEqual(newestFirst);
  });

  it('keeps no alert that it could not list, and has the batch come again', async () => {
    const { alerts, integrationAlerts, send, listed } = start();
    integrationAlerts.failing = true;
    expect(await send(BATCH)).toEqual(BATCH.map(({ trace_id }) => trace_id));
    expect(await alerts.findMany(newestFirst)).toEqual([]);
    integrationAlerts.failing = false;
    expect(await send(BATCH)).toEqual([]);
    expect(await listed()).toEqual(newestFirst);
    expect(await alerts.findMany(newestFirst)).toHaveLength(3);
  });

  it('lists nothing of a body that could not be made an alert', async () => {
    const { send, listed } = start();
    expect(await send([accepted(AT, { no: 'message' })])).toEqual([]);
    expect(await listed()).toEqual([]);
  });
});
