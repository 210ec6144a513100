import { describe, expect, it } from '@jest/globals';
import { writeAcceptedAlert } from '../../../../core/domain/alert/accepted-alert';
import { createHandler } from '../../../../lambdas/dead-letter/handler';
import { aDeliveryMessage, TRIGGERED_AT } from '../../../support/builders/outgoing';
import { aBatch, aRecord } from '../../../support/builders/queue-batch';
import { ACCOUNT, anIntegration, keyEntryOf } from '../../../support/builders/resources';
import { MemoryAlerts } from '../../../support/fakes/memory-alerts';
import { MemoryDeliveries } from '../../../support/fakes/memory-deliveries';
import { MemoryIntegrationErrors } from '../../../support/fakes/memory-integration-errors';
import { MemoryLedger } from '../../../support/fakes/memory-ledger';
import { MemoryLog } from '../../../support/fakes/memory-log';
import { MemoryMetrics } from '../../../support/fakes/memory-metrics';

const TRACE_ID = '6f1f6a0b-7c11-4f5b-9d5a-5c1f0c0e8a35';
const BODY = '{"message": "Disk full", "payload": {"serial": 12345678901234567890}}';
const alertText = writeAcceptedAlert(
  {
    v: 1,
    trace_id: TRACE_ID,
    accepted_at: 1_790_000_000_123_456,
    account: ACCOUNT,
    integration_key: anIntegration().integration_key,
    intake: 'generic',
  },
  BODY,
);
const delivery = aDeliveryMessage({ booked_at: TRIGGERED_AT });

class DeadLetter {
  readonly alerts = new MemoryAlerts();
  readonly deliveries = new MemoryDeliveries();
  readonly errors = new MemoryIntegrationErrors();
  readonly signing = { traceIds: Buffer.alloc(32) };
  readonly log = new MemoryLog();
  readonly ledger = new MemoryLedger();
  readonly metrics = new MemoryMetrics();
  readonly integrationKeys = { find: () => Promise.resolve(keyEntryOf(anIntegration())) };

  async run(...bodies: readonly string[]): Promise<readonly string[]> {
    const records = bodies.map((body, index) => aRecord({ messageId: String(index), body }));
    const { batchItemFailures } = await createHandler(this)(aBatch(...records));
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }
}

describe('dead-letter', () => {
  it('ends alerts and deliveries, each where people look for it', async () => {
    const world = new DeadLetter();
    expect(await world.run(alertText, JSON.stringify(delivery))).toEqual([]);
    const alert = world.alerts.rows.get(TRACE_ID);
    expect(alert).toMatchObject({ accepted_at: 1_790_000_000_123_456, outcome: { status: 'failed' } });
    // To the digit, as it was sent.
    expect(JSON.stringify(alert?.body)).toBe(
      JSON.stringify(JSON.parse(BODY)).replace('12345678901234567000', '12345678901234567890'),
    );
    expect(await world.deliveries.find(delivery.integration, delivery.id)).toMatchObject({ status: 'dead_lettered' });
    expect(Object.fromEntries(world.metrics.flushed)).toEqual({ DeadLetteredDeliveries: 1 });
    expect(world.ledger.totals).toEqual({ AlertsFailed: 1, DeliveriesDeadLettered: 1 });
    expect(world.log.lines.map(({ level }) => level)).toEqual(['error', 'error']);
  });

  it('lists a refused body that process could not list', async () => {
    const world = new DeadLetter();
    const errors = [{ path: 'message', message: 'Required.' }];
    const refused = { v: 1, refused_at: 5, account: ACCOUNT, integration: 'i', errors, body: '{}' };
    expect(await world.run(JSON.stringify(refused))).toEqual([]);
    expect([...world.errors.rows.values()]).toMatchObject([{ kind: 'refused', reason: 'message: Required.' }]);
    expect(world.log.lines).toEqual([]);
  });

  it('again changes nothing and counts nothing', async () => {
    const world = new DeadLetter();
    await world.run(alertText, JSON.stringify(delivery));
    expect(await world.run(alertText, JSON.stringify(delivery))).toEqual([]);
    expect(Object.fromEntries(world.metrics.flushed)).toEqual({ DeadLetteredDeliveries: 1 });
    expect(world.ledger.totals).toEqual({ AlertsFailed: 1, DeliveriesDeadLettered: 1 });
  });

  it('keeps a message until what became of it is written, and goes on with the others', async () => {
    const world = new DeadLetter();
    world.alerts.store = () => Promise.reject(new Error('throttled'));
    expect(await world.run(alertText, JSON.stringify(delivery))).toEqual(['0']);
    expect(await world.deliveries.find(delivery.integration, delivery.id)).toMatchObject({ status: 'dead_lettered' });
  });

  it('says which endpoint’s backlog is not released, and keeps no such message', async () => {
    const world = new DeadLetter();
    const release = { v: 1, kind: 'release', account: 'ab1cd', service: 's', integration: 'i', nonce: 'n' };
    expect(await world.run(JSON.stringify(release))).toEqual([]);
    expect(world.log.lines).toMatchObject([
      { level: 'error', message: 'release of a backlog is given up', fields: { integration: 'i' } },
    ]);
  });

  it.each(['nonsense', '{}', '[]', JSON.stringify({ v: 1, trace_id: TRACE_ID })])(
    'does not loop over the message %s, nor hide it, nor log its text',
    async (body) => {
      const world = new DeadLetter();
      expect(await world.run(body)).toEqual([]);
      const queue = 'arn:aws:sqs:us-east-1:123456789012:queue';
      expect(world.log.lines).toEqual([
        {
          level: 'error',
          message: 'dead-lettered message is neither an alert nor a delivery',
          fields: { messageId: '0', queue, characters: body.length },
        },
      ]);
    },
  );
});
