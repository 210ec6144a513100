import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { STATUS } from '../../../../../core/contracts/incident';
import { HEAD_ALERTS } from '../../../../../core/usecases/process/bind-entities';
import { anOutgoingIntegration } from '../../../../support/builders/outgoing';
import { anOutgoingRule } from '../../../../support/builders/outgoing-rules';
import { anEscalationPolicy, anIntegration, aUser } from '../../../../support/builders/resources';
import { aLayer, aSchedule } from '../../../../support/builders/schedules';
import { anSla, aPriority, aTag } from '../../../../support/builders/team-resources';
import { accepted, critical, processWorld } from '../../../../support/builders/process-world';

describe('processing accepted alerts', () => {
  it('opens an incident with the texts, the policy and the first responder of where the alert arrived', async () => {
    const { send, entities, alerts } = processWorld();
    const alert = critical(10, { summary: 'sdx-03 at 98 %' });
    expect(await send(alert)).toEqual([]);
    const incident = [...entities.heads.values()][0]!.incident!;
    expect(incident).toMatchObject({
      number: 1,
      title: 'Disk full',
      summary: 'sdx-03 at 98 %',
      status: STATUS.triggered,
      assigned_to: aUser().username,
      escalation_policy: anEscalationPolicy().id,
      created_at: 10,
      opened_by: alert.trace_id,
    });
    expect(alerts.rows.get(alert.trace_id)?.outcome).toEqual({
      status: 'completed',
      incident: { incident_number: 1, unique_id: incident.unique_id },
      is_incident_created: true,
      suppressed: false,
      reason: 'Opened an incident.',
    });
  });

  it('names the incident that an alert opened, when an earlier run was cut off and the next one opens in the same write', async () => {
    const { send, deps, alerts, entities } = processWorld();
    const first = [critical(10), critical(20, { alert_type: 'resolved' })] as const;
    const store = deps.alerts.store.bind(deps.alerts);
    deps.alerts.store = () => Promise.reject(new Error('The function ends here.'));
    expect(await send(...first)).toHaveLength(2);
    deps.alerts.store = store;
    const next = critical(30);
    expect(await send(...first, next)).toEqual([]);
    const numberOf = (traceId: string) => {
      const outcome = alerts.rows.get(traceId)?.outcome;
      return outcome?.status === 'completed' ? outcome.incident?.incident_number : undefined;
    };
    expect(first.map(({ trace_id }) => numberOf(trace_id))).toEqual([1, 1]);
    expect(numberOf(next.trace_id)).toBe(2);
    expect(entities.archived.size).toBe(1);
  });

  it('keeps with the incident which endpoints its service’s outgoing rules mute, whatever they say later', async () => {
    const { send, entities, outgoingRules } = processWorld();
    const incident = () => [...entities.heads.values()][0]!.incident!;
    outgoingRules.push(anOutgoingRule({ condition: { all: [{ field: 'title', op: 'equals', value: 'Other' }] } }));
    await send(critical(10));
    expect(incident().muted_endpoints).toEqual([anOutgoingIntegration().id]);
    outgoingRules.length = 0;
    await send(critical(20, { alert_type: 'resolved' }));
    expect(incident()).toMatchObject({ status: STATUS.resolved, muted_endpoints: [anOutgoingIntegration().id] });
    await send(critical(30));
    expect(incident()).toMatchObject({ ordinal: 2, muted_endpoints: [] });
  });

  it('assigns it to who is on call by the policy’s schedule when it opens', async () => {
    const schedule = aSchedule({ layers: [aLayer(['ann', 'bob'])] });
    const onSchedule = {
      id: 'r',
      delay: 0,
      position: 0,
      targets: [{ target_type: 1 as const, target_id: schedule.id }],
    };
    const policy = anEscalationPolicy({ rules: [...anEscalationPolicy().rules, onSchedule] });
    const { send, entities, teamResources, deps } = processWorld();
    deps.directory.escalationPolicy = () => Promise.resolve(policy);
    teamResources.set(`schedule ${schedule.id}`, schedule);
    const { rotation_start } = aLayer();
    const day = 86_400_000_000;
    const openAt = async (at: number, entity_id: string) => {
      await send(critical(at, { entity_id }));
      return [...entities.heads.values()].find((head) => head.entity_id === entity_id)?.incident?.assigned_to;
    };
    expect(await openAt(rotation_start, 'first')).toBe('ann');
    expect(await openAt(rotation_start + day, 'second')).toBe('bob');
    // Nobody is on call yet: the next target.
    expect(await openAt(rotation_start - day, 'early')).toBe(aUser().username);
  });

  it('takes priority, SLA and tags that exist, from the alert as from its rules', async () => {
    const { send, entities, teamResources } = processWorld();
    for (const [kind, { id }] of Object.entries({ priority: aPriority(), sla: anSla(), tag: aTag() }))
      teamResources.set(`${kind} ${id}`, {});
    await send(critical(10, { priority: aPriority().id, sla: randomUUID(), tags: [aTag().id, 'no tag', aTag().id] }));
    expect([...entities.heads.values()][0]!.incident).toMatchObject({
      priority: aPriority().id,
      sla: null,
      tags: [aTag().id],
    });
  });

  it('asks when the last similar incident was only for the rules that want to know', async () => {
    const { send, entities, outgoingRules } = processWorld();
    const condition = { all: [{ field: 'seconds_since_similar', op: 'gte' as const, value: 60 }] };
    outgoingRules.push(anOutgoingRule({ condition }));
    const mutedAt = async (seconds: number) => {
      await send(critical(seconds * 1_000_000), critical(seconds * 1_000_000 + 1, { alert_type: 'resolved' }));
      return [...entities.heads.values()][0]!.incident!.muted_endpoints.length === 1;
    };
    expect([await mutedAt(1), await mutedAt(31), await mutedAt(100)]).toEqual([false, true, false]);
  });

  it('binds a numeric and a textual entity id together', async () => {
    const { send, entities } = processWorld();
    await send(critical(1, { entity_id: 12345 }), critical(2, { entity_id: '12345' }));
    expect(entities.heads.size).toBe(1);
  });

  it('keeps entity ids that no double can hold apart', async () => {
    const { send, entities } = processWorld();
    await send(critical(1, { entity_id: '12345678901234567890' }), critical(2, { entity_id: '12345678901234567891' }));
    expect(entities.heads.size).toBe(2);
  });

  it('binds alerts without an entity id to nothing but themselves', async () => {
    const { send, entities } = processWorld();
    await send(critical(1, { entity_id: null }), critical(2, { entity_id: undefined }));
    expect([...entities.heads.values()].map(({ incident }) => incident?.ordinal)).toEqual([1, 1]);
  });

  it('folds the alerts of one entity in a batch into one write', async () => {
    const { send, entities } = processWorld();
    await send(...Array.from({ length: 10 }, (_, i) => critical(i + 1)));
    expect(entities.stream).toHaveLength(1);
  });

  it('keeps the alerts of an incident in pages of their own once the head is full', async () => {
    const { send, entities } = processWorld();
    for (let at = 1; at <= 2 * HEAD_ALERTS; at++) await send(critical(at));
    const head = [...entities.heads.values()][0]!;
    const listed = [...entities.pages.flatMap(({ alerts }) => alerts), ...head.recent_alerts];
    expect(new Set(listed).size).toBe(2 * HEAD_ALERTS);
    expect(head.recent_alerts.length).toBeLessThanOrEqual(HEAD_ALERTS);
  });

  it('keeps the alerts of a resolved incident with it when its entity goes on to the next', async () => {
    const { send, entities } = processWorld();
    const of = [critical(10), critical(11), critical(12, { alert_type: 'resolved' })];
    await send(...of);
    const [head] = entities.heads.values();
    await send(critical(20));
    expect(entities.archived.get(head!.incident!.unique_id)?.recent_alerts).toEqual(of.map(({ trace_id }) => trace_id));
  });

  it('keeps a suppressed alert and changes no incident, even when it says resolved', async () => {
    const { send, entities, alerts } = processWorld();
    await send(critical(1));
    const quiet = critical(2, { alert_type: 'resolved', suppressed: true });
    await send(quiet);
    expect([...entities.heads.values()][0]!.incident!.status).toBe(STATUS.triggered);
    expect(alerts.rows.get(quiet.trace_id)?.outcome).toMatchObject({
      status: 'completed',
      suppressed: true,
      incident: null,
    });
  });

  it.each([
    [
      'does not exist any more',
      anIntegration({ integration_key: 'other' }),
      'The integration does not exist any more.',
    ],
    ['is disabled', anIntegration({ is_enabled: false }), 'The integration is disabled.'],
  ])('ends as failed, with its body, when the integration %s', async (_, integration, error) => {
    const { send, alerts } = processWorld(integration);
    const alert = critical(1);
    expect(await send(alert)).toEqual([]);
    expect(alerts.rows.get(alert.trace_id)).toMatchObject({ outcome: { status: 'failed', error }, body: alert.body });
  });

  it('ends as failed with the path when a body that was queued can not be read', async () => {
    const { send, alerts } = processWorld();
    const alert = accepted(1, { summary: 'no message' });
    await send(alert);
    expect(alerts.rows.get(alert.trace_id)?.outcome).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('message'),
    });
  });

  it('asks for just the alerts of the entity that could not be written to be delivered again', async () => {
    const { send, entities, alerts } = processWorld();
    const save = entities.save.bind(entities);
    entities.save = (head, transitioned) =>
      head.entity_id === 'bad' ? Promise.reject(new Error('throttled')) : save(head, transitioned);
    const bad = critical(1, { entity_id: 'bad' });
    const good = critical(2);
    expect(await send(bad, good)).toEqual([bad.trace_id]);
    expect([...alerts.rows.keys()]).toEqual([good.trace_id]);
  });

  it('numbers the incidents of a batch with one allocation', async () => {
    const { send, incidentNumbers, deps } = processWorld();
    let calls = 0;
    const allocate = incidentNumbers.allocate.bind(incidentNumbers);
    deps.incidentNumbers.allocate = (...args) => {
      calls += 1;
      return allocate(...args);
    };
    await send(...[1, 2, 3].map((n) => critical(n, { entity_id: `e${n}` })));
    expect(calls).toBe(1);
  });
});
