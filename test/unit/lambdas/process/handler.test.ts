import { describe, expect, it } from '@jest/globals';
import { createHandler } from '../../../../lambdas/process/handler';
import { noSubscriptions } from '../../../support/builders/sns';
import { aBatch, aRecord } from '../../../support/builders/queue-batch';
import { MemoryAlerts } from '../../../support/fakes/memory-alerts';
import { MemoryAlertsQueue } from '../../../support/fakes/memory-alerts-queue';
import { MemoryIntegrationAlerts } from '../../../support/fakes/memory-integration-alerts';
import { MemoryCollations } from '../../../support/fakes/memory-collations';
import { MemoryEntities } from '../../../support/fakes/memory-entities';
import { MemoryIncidentNumbers } from '../../../support/fakes/memory-incident-numbers';
import { MemoryIntegrationErrors } from '../../../support/fakes/memory-integration-errors';
import { MemoryLedger } from '../../../support/fakes/memory-ledger';
import { MemoryLog } from '../../../support/fakes/memory-log';

describe('the function behind the alerts queue', () => {
  it('keeps a message that is no alert on the queue, says so, and lets the others through', async () => {
    const alerts = new MemoryAlerts();
    const log = new MemoryLog();
    const ledger = new MemoryLedger();
    const errors = new MemoryIntegrationErrors();
    const handler = createHandler({
      alerts,
      ledger,
      log,
      entities: new MemoryEntities(),
      incidentNumbers: new MemoryIncidentNumbers(),
      integrationKeys: { find: () => Promise.resolve(null) },
      directory: {} as never,
      errors,
      alertsQueue: { send: () => Promise.resolve() },
      alertsInFlight: new MemoryAlertsQueue(),
      fullBatch: 10,
      confirmSubscription: noSubscriptions,
      collations: new MemoryCollations(),
      integrationAlerts: new MemoryIntegrationAlerts(),
      signing: { traceIds: Buffer.alloc(32) },
    });
    const message = {
      v: 1,
      trace_id: 'trace',
      accepted_at: 1,
      account: 'a',
      integration_key: 'k',
      intake: 'generic',
      body: {},
    };
    const refused = {
      v: 1,
      refused_at: 2,
      account: 'a',
      integration: 'i',
      errors: [{ path: 'message', message: 'Required.' }],
      body: '{}',
    };
    const records = [
      { messageId: 'a', body: 'not JSON' },
      { messageId: 'b', body: '{"v":2}' },
      { messageId: 'c', body: JSON.stringify(message) },
      { messageId: 'd', body: JSON.stringify(refused) },
    ];
    const answer = await handler(aBatch(...records.map(aRecord)), { getRemainingTimeInMillis: () => 20_000 });
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['a', 'b']);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
    expect([...errors.rows.values()]).toEqual([
      { id: 'd', integration: 'i', at: 2, trace_id: null, kind: 'refused', reason: 'message: Required.', body: '{}' },
    ]);
    expect(alerts.rows.get('trace')?.outcome.status).toBe('failed');
    expect(ledger.totals).toEqual({ AlertsFailed: 1 });
  });
});
