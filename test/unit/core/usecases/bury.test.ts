import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AcceptedAlert } from '../../../../core/contracts/alert';
import { buryAlert, buryDelivery } from '../../../../core/usecases/bury';
import { aDeliveryMessage } from '../../../support/builders/outgoing';
import { ACCOUNT, anIntegration, keyEntryOf } from '../../../support/builders/resources';
import { MemoryAlerts } from '../../../support/fakes/memory-alerts';
import { MemoryIntegrationErrors } from '../../../support/fakes/memory-integration-errors';
import { MemoryDeliveries } from '../../../support/fakes/memory-deliveries';
import { MemoryLedger } from '../../../support/fakes/memory-ledger';

const accepted: AcceptedAlert = {
  v: 1,
  trace_id: '6f1f6a0b-7c11-4f5b-9d5a-5c1f0c0e8a35',
  accepted_at: 1_790_000_000_000_000,
  account: ACCOUNT,
  integration_key: anIntegration().integration_key,
  intake: 'generic',
  body: { message: 'Disk full', entity_id: 7 },
};

const signing = { traceIds: Buffer.alloc(32, 1) };
let ledger: MemoryLedger;
beforeEach(() => {
  ledger = new MemoryLedger();
});

describe('burying an alert', () => {
  it('ends every element of a part of a large body, and leaves those that had ended', async () => {
    const alerts = new MemoryAlerts();
    const errors = new MemoryIntegrationErrors();
    const integrationKeys = { find: () => Promise.resolve(entry) };
    const deps = { alerts, errors, signing, integrationKeys, ledger };
    expect(await buryAlert(deps, { ...accepted, range: { from: 100, to: 160 } })).toBe('buried');
    expect(alerts.rows.size).toBe(60);
    expect(await buryAlert(deps, { ...accepted, range: { from: 100, to: 160 } })).toBe('ended_before');
    expect(alerts.rows.has(accepted.trace_id)).toBe(false);
    expect(await alerts.endedParts(accepted.trace_id)).toEqual([{ from: 100, to: 160, all_failed: true }]);
    const [some] = alerts.rows.values();
    const incident = null;
    const outcome = {
      status: 'completed',
      incident,
      is_incident_created: false,
      suppressed: false,
      reason: '',
    } as const;
    alerts.rows.set(some!.trace_id, { ...some!, outcome });
    await buryAlert(deps, { ...accepted, range: { from: 100, to: 160 } });
    expect(await alerts.endedParts(accepted.trace_id)).toEqual([{ from: 100, to: 160, all_failed: false }]);
    // The body as a whole ended when it was cut into parts.
    expect(ledger.unwritten).toEqual([]);
    expect([...errors.rows.values()]).toMatchObject([{ reason: expect.stringContaining('Elements 100 to 159') }]);
  });

  const entry = keyEntryOf(anIntegration());

  it('ends it as failed with a reason, and keeps its body', async () => {
    const alerts = new MemoryAlerts();
    const errors = new MemoryIntegrationErrors();
    const integrationKeys = { find: () => Promise.resolve(entry) };
    expect(await buryAlert({ alerts, errors, signing, integrationKeys, ledger }, accepted)).toBe('buried');
    expect([...errors.rows.values()]).toMatchObject([{ kind: 'failed', trace_id: accepted.trace_id }]);
    expect(ledger.unwritten).toEqual(['AlertsFailed 1']);
    const { id, name, service, team } = anIntegration();
    expect(alerts.rows.get(accepted.trace_id)).toMatchObject({
      trace_id: accepted.trace_id,
      accepted_at: accepted.accepted_at,
      account: ACCOUNT,
      integration: { id, name, service, team },
      outcome: { status: 'failed', error: expect.stringContaining('could not be processed') },
      alert: null,
      body: accepted.body,
    });
  });

  it('works without its integration too', async () => {
    const alerts = new MemoryAlerts();
    const integrationKeys = { find: () => Promise.resolve(null) };
    const errors = new MemoryIntegrationErrors();
    expect(await buryAlert({ alerts, errors, signing, integrationKeys, ledger }, accepted)).toBe('buried');
    expect(alerts.rows.get(accepted.trace_id)).toMatchObject({ account: ACCOUNT, integration: null });
  });

  it('leaves the outcome of one that ended otherwise', async () => {
    const alerts = new MemoryAlerts();
    const errors = new MemoryIntegrationErrors();
    const deps = { alerts, errors, signing, ledger, integrationKeys: { find: () => Promise.resolve(entry) } };
    await buryAlert(deps, accepted);
    const first = alerts.rows.get(accepted.trace_id);
    expect(await buryAlert(deps, { ...accepted, body: {} })).toBe('ended_before');
    expect(alerts.rows.get(accepted.trace_id)).toBe(first);
  });
});

describe('burying a delivery', () => {
  const message = aDeliveryMessage({ booked_at: 60_000_000 });
  const attempt = { number: 1, at: 1, duration_ms: 2, status_code: null, error: 'Reset.', response: '' };
  const pending = { status: 'pending', next_attempt_at: 5, reason: null } as const;

  it('marks it as dead-lettered, with the last attempt’s reason', async () => {
    const deliveries = new MemoryDeliveries();
    await deliveries.record(message, attempt, pending);
    expect(await buryDelivery({ deliveries, ledger }, message)).toBe('buried');
    expect(await deliveries.find(message.integration, message.id)).toMatchObject({
      status: 'dead_lettered',
      next_attempt_at: null,
      reason: 'Given up because of a fault of ours, after 1 recorded attempts. The last one: Reset.',
      attempts: [attempt],
    });
    expect(ledger.unwritten).toEqual(['DeliveriesPending -1', 'DeliveriesDeadLettered 1']);
  });

  it('makes one visible that never got as far as an attempt', async () => {
    const deliveries = new MemoryDeliveries();
    expect(await buryDelivery({ deliveries, ledger }, message)).toBe('buried');
    expect(await deliveries.find(message.integration, message.id)).toMatchObject({
      ...message,
      status: 'dead_lettered',
      attempts: [],
    });
    expect(ledger.unwritten).toEqual(['DeliveriesDeadLettered 1']);
  });

  it.each(['delivered', 'failed', 'dead_lettered'] as const)('leaves one that has ended as %s', async (status) => {
    const deliveries = new MemoryDeliveries();
    await deliveries.record(message, attempt, { status, next_attempt_at: null, reason: 'as it was' });
    expect(await buryDelivery({ deliveries, ledger }, message)).toBe('ended_before');
    expect(await deliveries.find(message.integration, message.id)).toMatchObject({ status, reason: 'as it was' });
  });
});
