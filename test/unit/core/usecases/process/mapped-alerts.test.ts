import { describe, expect, it } from '@jest/globals';
import type { StoredRule } from '../../../../../core/contracts/schemas/alert-rule';
import { makeElementTraceId, readTraceId } from '../../../../../core/domain/trace-id';
import { aStoredAlert } from '../../../../support/builders/stored-alert';
import { anIntegration, aService, aUser } from '../../../../support/builders/resources';
import { accepted, critical, KEY, processWorld } from '../../../../support/builders/process-world';

describe('alerts through mapping, rules and maintenance', () => {
  const each = anIntegration({
    custom_mapping: {
      enabled: true,
      for_each: 'payload.alerts',
      blocks: [{ set: { message: '{{item.title}}', entity_id: '{{item.id}}', alert_type: 'critical' } }],
    },
  });
  const items = (count: number): { title: string; id: string }[] =>
    Array.from({ length: count }, (_, n) => ({ title: `alert ${n}`, id: `e${n}` }));

  it('makes an alert with a trace id of its own from each element, and a row that stands for the request', async () => {
    const { send, alerts, entities } = processWorld(each);
    const request = accepted(1000, { alerts: items(3) });
    expect(await send(request)).toEqual([]);
    expect(alerts.rows.get(request.trace_id)?.fan_out).toBe(3);
    const made = [...alerts.rows.values()].filter(({ fan_out }) => fan_out === null);
    expect(made.map(({ alert }) => alert?.message).sort()).toEqual(['alert 0', 'alert 1', 'alert 2']);
    expect(made.map(({ accepted_at }) => accepted_at).sort()).toEqual([1000, 1001, 1002]);
    for (const { trace_id, accepted_at } of made)
      expect(readTraceId(trace_id, KEY)).toEqual({ traceId: trace_id, acceptedAt: accepted_at });
    expect(entities.heads.size).toBe(3);
  });

  it('lets one bad element fail with what belongs to it, and the others through', async () => {
    const { send, alerts, errors } = processWorld(each);
    await send(accepted(1, { alerts: [{ title: 'good', id: 1 }, { id: 2 }] }));
    const [failed] = [...alerts.rows.values()].filter(({ outcome }) => outcome.status === 'failed');
    expect(failed).toMatchObject({
      outcome: { error: expect.stringContaining('title') },
      body: { alerts: [{ id: 2 }] },
    });
    expect([...errors.rows.values()]).toMatchObject([{ kind: 'failed', trace_id: failed?.trace_id }]);
    expect(alerts.rows.size).toBe(3);
  });

  it('processes a body of any length in parts, and drops and doubles nothing', async () => {
    const { send, alerts, sent } = processWorld(each);
    const request = accepted(1, { alerts: items(2345) });
    const queue = [request, request];
    for (let message = queue.shift(); message; message = queue.shift() ?? sent.shift()) {
      expect(await send(message)).toEqual([]);
    }
    const titles = [...alerts.rows.values()].flatMap(({ alert }) => alert?.message ?? []);
    expect(new Set(titles).size).toBe(2345);
    expect(titles).toHaveLength(2345);
    expect(alerts.rows.get(request.trace_id)?.fan_out).toBe(2345);
    const parts = await alerts.endedParts(request.trace_id);
    expect(parts.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(2345);
    expect(parts.every(({ from, to, all_failed }) => to - from <= 100 && !all_failed)).toBe(true);
  });

  it('notes a part as ended only when all of it is stored, and by what is stored', async () => {
    const { send, alerts } = processWorld(each);
    // Its first element was given up before, the second can't be stored now.
    const part = { ...accepted(1, { alerts: items(200) }), range: { from: 0, to: 2 } };
    const [first] = Array.from({ length: 2 }, (_, i) =>
      makeElementTraceId({ traceId: part.trace_id, acceptedAt: 1 }, i, KEY),
    );
    await alerts.store(aStoredAlert(first!.traceId, null, { outcome: { status: 'failed', error: 'given up' } }));
    const store = alerts.store.bind(alerts);
    alerts.store = (alert) => (alert.alert?.message === 'alert 1' ? Promise.reject(new Error('busy')) : store(alert));
    expect(await send(part)).toHaveLength(1);
    expect(await alerts.endedParts(part.trace_id)).toEqual([]);
    alerts.store = store;
    expect(await send(part)).toEqual([]);
    expect(await alerts.endedParts(part.trace_id)).toEqual([{ from: 0, to: 2, all_failed: false }]);
    const only = { ...part, range: { from: 0, to: 1 } };
    expect(await send(only)).toEqual([]);
    expect(await alerts.endedParts(part.trace_id)).toContainEqual({ from: 0, to: 1, all_failed: true });
  });

  it('ends each element of a part whose integration has gone, and the part', async () => {
    const { send, alerts, sent } = processWorld(each);
    const gone = { ...accepted(1, { alerts: items(250) }), integration_key: 'gone' };
    const queue = [{ ...gone, range: { from: 0, to: 250 } }];
    for (let message = queue.shift(); message; message = sent.shift() as typeof message) {
      expect(await send(message)).toEqual([]);
    }
    expect(alerts.rows.size).toBe(250);
    expect(alerts.rows.has(gone.trace_id)).toBe(false);
    expect([...alerts.rows.values()].every(({ outcome, body }) => outcome.status === 'failed' && body === null)).toBe(
      true,
    );
    const parts = await alerts.endedParts(gone.trace_id);
    expect(parts).toEqual([
      { from: 0, to: 100, all_failed: true },
      { from: 100, to: 200, all_failed: true },
      { from: 200, to: 250, all_failed: true },
    ]);
  });

  const rule = (over: Partial<StoredRule['rule']>, unique_id = 'r1'): StoredRule => ({
    unique_id,
    created_at: 1,
    rule: {
      description: 'rule',
      rule_type: 0,
      stop: false,
      position: 1,
      is_enabled: true,
      condition: { all: [] },
      actions: [],
      ...over,
    },
  });

  it('keeps what rules decide about the incident with the incident, and ignores who does not exist', async () => {
    const actions = [
      { action_type: 7, key: '', value: '0' },
      { action_type: 6, key: '', value: 'nobody' },
      { action_type: 2, key: '', value: 'see runbook' },
    ] as const;
    const { send, entities } = processWorld(anIntegration(), [rule({ actions })]);
    await send(critical(1));
    expect([...entities.heads.values()][0]!.incident).toMatchObject({
      urgency: 0,
      assigned_to: aUser().username,
      settings: { notes: ['see runbook'] },
    });
  });

  it('goes on without a stored rule that can not be run, and lists it', async () => {
    const condition = { field: 'message', op: 'matches', value: '(?=x)' } as const;
    const { send, alerts, errors } = processWorld(anIntegration(), [rule({ condition })]);
    const alert = critical(1);
    await send(alert);
    expect(alerts.rows.get(alert.trace_id)?.outcome.status).toBe('completed');
    expect([...errors.rows.values()]).toMatchObject([{ kind: 'rule', trace_id: alert.trace_id }]);
  });

  it('ends alerts of a service under maintenance as failed with the seed’s very words, and keeps them', async () => {
    const window = {
      unique_id: 'w',
      name: 'Patching',
      start: 0,
      end: 10,
      time_zone: 'UTC',
      repeat_interval: 0,
      repeat_until: null,
      services: [aService().id],
      created_at: 1,
    } as const;
    const { send, alerts, entities } = processWorld(anIntegration(), [], [window]);
    const alert = critical(5000);
    await send(alert);
    expect(alerts.rows.get(alert.trace_id)).toMatchObject({
      outcome: { status: 'failed', error: 'Your service is under maintenance' },
      alert: { message: 'Disk full' },
    });
    expect(entities.heads.size).toBe(0);
  });
});
