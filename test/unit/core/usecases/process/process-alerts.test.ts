import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AcceptedAlert, AlertType } from '../../../../../core/contracts/alert';
import { STATUS } from '../../../../../core/contracts/incident';
import type { StoredMaintenanceWindow } from '../../../../../core/contracts/maintenance-window';
import type { OutgoingRule } from '../../../../../core/contracts/outgoing-rule';
import type { StoredRule } from '../../../../../core/contracts/schemas/alert-rule';
import type { Json } from '../../../../../core/contracts/json';
import { HEAD_ALERTS } from '../../../../../core/usecases/process/bind-entities';
import { createProcessor, type ProcessDeps } from '../../../../../core/usecases/process/process-alerts';
import { makeTraceId, readTraceId } from '../../../../../core/domain/trace-id';
import { anOutgoingIntegration } from '../../../../support/builders/outgoing';
import { anOutgoingRule } from '../../../../support/builders/outgoing-rules';
import {
  ACCOUNT,
  anEscalationPolicy,
  anIntegration,
  aService,
  aUser,
  keyEntryOf,
} from '../../../../support/builders/resources';
import { aSubscriptionConfirmation } from '../../../../support/builders/sns';
import { aLayer, aSchedule } from '../../../../support/builders/schedules';
import { anSla, aPriority, aTag } from '../../../../support/builders/team-resources';
import { MemoryAlerts } from '../../../../support/fakes/memory-alerts';
import { faulty } from '../../../../support/fakes/faulty';
import { MemoryCollations } from '../../../../support/fakes/memory-collations';
import { MemoryEntities } from '../../../../support/fakes/memory-entities';
import { MemoryIncidentNumbers } from '../../../../support/fakes/memory-incident-numbers';
import { MemoryIntegrationErrors } from '../../../../support/fakes/memory-integration-errors';
import { MemoryLog } from '../../../../support/fakes/memory-log';

const KEY = Buffer.alloc(32, 1);

function accepted(at: number, body: Json, index = 0): AcceptedAlert {
  return {
    v: 1,
    trace_id: makeTraceId(at, Uint8Array.of(0, 0, 0, index >> 8, index & 255), KEY),
    accepted_at: at,
    account: ACCOUNT,
    integration_key: anIntegration().integration_key,
    intake: 'generic',
    body,
  };
}

const critical = (at: number, over: object = {}): AcceptedAlert =>
  accepted(at, { message: 'Disk full', alert_type: 'critical', entity_id: 'disk', ...over });

function world(
  integration = anIntegration(),
  rules: readonly StoredRule[] = [],
  windows: readonly StoredMaintenanceWindow[] = [],
) {
  const entities = new MemoryEntities();
  const incidentNumbers = new MemoryIncidentNumbers();
  const alerts = new MemoryAlerts();
  const log = new MemoryLog();
  const errors = new MemoryIntegrationErrors();
  const sent: AcceptedAlert[] = [];
  const outgoingRules: OutgoingRule[] = [];
  const teamResources = new Map<string, object>();
  const deps: ProcessDeps = {
    entities,
    collations: new MemoryCollations(),
    incidentNumbers,
    alerts,
    log,
    errors,
    alertsQueue: {
      send: (message: string) => {
        sent.push(JSON.parse(message) as AcceptedAlert);
        return Promise.resolve();
      },
    },
    confirmSubscription: ({ TopicArn: topic }) =>
      Promise.resolve({ result: topic === 'ours' ? 'confirmed' : 'refused', reason: `About ${topic}.` }),
    signing: { traceIds: KEY },
    integrationKeys: {
      find: (key) => Promise.resolve(key === integration.integration_key ? keyEntryOf(integration) : null),
    },
    directory: {
      integration: (_service: string, id: string) => Promise.resolve(id === integration.id ? integration : null),
      service: () => Promise.resolve(aService()),
      escalationPolicy: (_team: string, id: string) =>
        Promise.resolve(id === anEscalationPolicy().id ? anEscalationPolicy() : null),
      rules: () => Promise.resolve(rules),
      integrations: () => Promise.resolve([integration, anOutgoingIntegration()]),
      resources: () => Promise.resolve([...outgoingRules]),
      resource: (kind: string, _team: string, id: string) =>
        Promise.resolve(teamResources.get(`${kind} ${id}`) ?? null),
      maintenanceWindows: () => Promise.resolve(windows),
      user: (_account: string, username: string) => Promise.resolve(username === aUser().username ? aUser() : null),
    } as unknown as ProcessDeps['directory'],
  };
  const send = (...batch: AcceptedAlert[]) =>
    createProcessor(deps)(batch.map((each) => ({ messageId: each.trace_id, accepted: each })));
  return { teamResources, outgoingRules, errors, sent, deps, entities, incidentNumbers, alerts, log, send };
}

describe('processing accepted alerts', () => {
  it('opens an incident with the texts, the policy and the first responder of where the alert arrived', async () => {
    const { send, entities, alerts } = world();
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

  it('keeps with the incident which endpoints its service’s outgoing rules mute, whatever they say later', async () => {
    const { send, entities, outgoingRules } = world();
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
    const { send, entities, teamResources, deps } = world();
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
    const { send, entities, teamResources } = world();
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
    const { send, entities, outgoingRules } = world();
    const condition = { all: [{ field: 'seconds_since_similar', op: 'gte' as const, value: 60 }] };
    outgoingRules.push(anOutgoingRule({ condition }));
    const mutedAt = async (seconds: number) => {
      await send(critical(seconds * 1_000_000), critical(seconds * 1_000_000 + 1, { alert_type: 'resolved' }));
      return [...entities.heads.values()][0]!.incident!.muted_endpoints.length === 1;
    };
    expect([await mutedAt(1), await mutedAt(31), await mutedAt(100)]).toEqual([false, true, false]);
  });

  it('binds a numeric and a textual entity id together', async () => {
    const { send, entities } = world();
    await send(critical(1, { entity_id: 12345 }), critical(2, { entity_id: '12345' }));
    expect(entities.heads.size).toBe(1);
  });

  it('keeps entity ids that no double can hold apart', async () => {
    const { send, entities } = world();
    await send(critical(1, { entity_id: '12345678901234567890' }), critical(2, { entity_id: '12345678901234567891' }));
    expect(entities.heads.size).toBe(2);
  });

  it('binds alerts without an entity id to nothing but themselves', async () => {
    const { send, entities } = world();
    await send(critical(1, { entity_id: null }), critical(2, { entity_id: undefined }));
    expect([...entities.heads.values()].map(({ incident }) => incident?.ordinal)).toEqual([1, 1]);
  });

  it('folds the alerts of one entity in a batch into one write', async () => {
    const { send, entities } = world();
    await send(...Array.from({ length: 10 }, (_, i) => critical(i + 1)));
    expect(entities.stream).toHaveLength(1);
  });

  it('keeps the alerts of an incident in pages of their own once the head is full', async () => {
    const { send, entities } = world();
    for (let at = 1; at <= 2 * HEAD_ALERTS; at++) await send(critical(at));
    const head = [...entities.heads.values()][0]!;
    const listed = [...entities.pages.flatMap(({ alerts }) => alerts), ...head.recent_alerts];
    expect(new Set(listed).size).toBe(2 * HEAD_ALERTS);
    expect(head.recent_alerts.length).toBeLessThanOrEqual(HEAD_ALERTS);
  });

  it('keeps the alerts of a resolved incident with it when its entity goes on to the next', async () => {
    const { send, entities } = world();
    const of = [critical(10), critical(11), critical(12, { alert_type: 'resolved' })];
    await send(...of);
    const [head] = entities.heads.values();
    await send(critical(20));
    expect(entities.archived.get(head!.incident!.unique_id)?.recent_alerts).toEqual(of.map(({ trace_id }) => trace_id));
  });

  it('keeps a suppressed alert and changes no incident, even when it says resolved', async () => {
    const { send, entities, alerts } = world();
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
    const { send, alerts } = world(integration);
    const alert = critical(1);
    expect(await send(alert)).toEqual([]);
    expect(alerts.rows.get(alert.trace_id)).toMatchObject({ outcome: { status: 'failed', error }, body: alert.body });
  });

  it('ends a confirmation of a subscription as completed, without an alert, when it was confirmed', async () => {
    const { send, alerts, errors, entities } = world();
    const body = accepted(1, { ...aSubscriptionConfirmation({ TopicArn: 'ours' }) });
    expect(await send(body)).toEqual([]);
    expect(alerts.rows.get(body.trace_id)).toMatchObject({
      outcome: { status: 'completed', incident: null, reason: 'About ours.' },
      alert: null,
      body: null,
      explain: [{ step: 'subscription', matched: true, reason: 'About ours.' }],
    });
    expect([errors.rows.size, entities.heads.size]).toEqual([0, 0]);
  });

  it('ends it as failed, kept with its body and listed, when it was refused', async () => {
    const { send, alerts, errors } = world();
    const body = accepted(1, { ...aSubscriptionConfirmation({ TopicArn: 'theirs' }) });
    expect(await send(body)).toEqual([]);
    expect(alerts.rows.get(body.trace_id)).toMatchObject({
      outcome: { status: 'failed', error: 'About theirs.' },
      body: body.body,
    });
    expect([...errors.rows.values()]).toMatchObject([{ kind: 'failed', reason: 'About theirs.' }]);
  });

  it('asks for it again when it could not be confirmed for now, and lets the others through', async () => {
    const { send, deps, alerts } = world();
    Object.assign(deps, { confirmSubscription: () => Promise.reject(new Error('timed out')) });
    const body = accepted(1, { ...aSubscriptionConfirmation() });
    const other = critical(2);
    expect(await send(body, other)).toEqual([body.trace_id]);
    expect([...alerts.rows.keys()]).toEqual([other.trace_id]);
  });

  it('ends as failed with the path when a body that was queued can not be read', async () => {
    const { send, alerts } = world();
    const alert = accepted(1, { summary: 'no message' });
    await send(alert);
    expect(alerts.rows.get(alert.trace_id)?.outcome).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('message'),
    });
  });

  it('asks for just the alerts of the entity that could not be written to be delivered again', async () => {
    const { send, entities, alerts } = world();
    const save = entities.save.bind(entities);
    entities.save = (head, transitioned) =>
      head.entity_id === 'bad' ? Promise.reject(new Error('throttled')) : save(head, transitioned);
    const bad = critical(1, { entity_id: 'bad' });
    const good = critical(2);
    expect(await send(bad, good)).toEqual([bad.trace_id]);
    expect([...alerts.rows.keys()]).toEqual([good.trace_id]);
  });

  it('numbers the incidents of a batch with one allocation', async () => {
    const { send, incidentNumbers, deps } = world();
    let calls = 0;
    const allocate = incidentNumbers.allocate.bind(incidentNumbers);
    deps.incidentNumbers.allocate = (...args) => {
      calls += 1;
      return allocate(...args);
    };
    await send(...[1, 2, 3].map((n) => critical(n, { entity_id: `e${n}` })));
    expect(calls).toBe(1);
  });

  it('stores every alert once and leaves each entity as accept order would, whatever is cut off, raced or repeated', async () => {
    const type = fc.constantFrom<AlertType>('critical', 'critical', 'acknowledged', 'resolved', 'info');
    const workload = fc.array(
      fc.record({ type, entity: fc.constantFrom('a', 'b', 'c'), at: fc.integer({ min: 1, max: 99 }) }),
      {
        minLength: 1,
        maxLength: 14,
      },
    );
    await fc.assert(
      fc.asyncProperty(workload, fc.infiniteStream(fc.integer({ min: 0, max: 99 })), async (load, dice) => {
        const { deps, entities, alerts } = world();
        const roll = (): number => Number(dice.next().value);
        const faulty = injectFaults(deps, roll);
        const queue = load.map(({ type: alert_type, entity, at }, i) =>
          accepted(at, { message: `m${i}`, alert_type, entity_id: entity }, i),
        );
        // Every message is delivered until some function has finished with it, and some once more after that.
        let waiting = [...queue, ...queue.filter(() => roll() < 20)];
        for (let round = 0; waiting.length > 0; round++) {
          expect(round).toBeLessThan(400);
          const taken = waiting.sort(() => roll() - 50);
          const cut = roll() % (taken.length + 1);
          const again = await Promise.all([consume(faulty, taken.slice(0, cut)), consume(faulty, taken.slice(cut))]);
          waiting = again.flat();
        }
        expect(alerts.rows.size).toBe(queue.length);
        for (const entity of ['a', 'b', 'c']) {
          const mine = queue.filter(({ body }) => (body as { entity_id: string }).entity_id === entity);
          const head = [...entities.heads.values()].find(({ entity_id }) => entity_id === entity);
          expect(statusOf(head?.incident?.status)).toBe(modelState(mine));
        }
        const opened = entities.stream.filter(
          ({ before, after }) => after.incident && after.incident.ordinal !== before?.incident?.ordinal,
        );
        const numbers = opened.map(({ after }) => after.incident!.number);
        expect(new Set(numbers).size).toBe(numbers.length);
        const creators = [...alerts.rows.values()].filter(
          ({ outcome }) => outcome.status === 'completed' && outcome.is_incident_created,
        );
        expect(creators.length).toBeLessThanOrEqual(numbers.length);
      }),
      { numRuns: 150 },
    );
  });
});

function statusOf(status: number | undefined): 'open' | 'acknowledged' | 'closed' {
  return status === STATUS.triggered ? 'open' : status === STATUS.acknowledged ? 'acknowledged' : 'closed';
}

/** Contract §2.1, one alert after another in accept order; ties as in `compareOperations`. */
function modelState(alerts: readonly AcceptedAlert[]): 'open' | 'acknowledged' | 'closed' {
  const rank: Record<string, number> = { resolved: 0, critical: 1, acknowledged: 2, info: 3 };
  const typeOf = ({ body }: AcceptedAlert): string => (body as { alert_type: string }).alert_type;
  let state: 'open' | 'acknowledged' | 'closed' = 'closed';
  for (const alert of [...alerts].sort(
    (a, b) => a.accepted_at - b.accepted_at || rank[typeOf(a)]! - rank[typeOf(b)]!,
  )) {
    const type = typeOf(alert);
    if (type === 'critical' && state === 'closed') state = 'open';
    if (type === 'acknowledged' && state === 'open') state = 'acknowledged';
    if (type === 'resolved') state = 'closed';
  }
  return state;
}

/** Delivers messages to one run of the function; a run that is killed acknowledges nothing. */
async function consume(deps: ProcessDeps, messages: readonly AcceptedAlert[]): Promise<readonly AcceptedAlert[]> {
  if (messages.length === 0) return [];
  const process = createProcessor(deps);
  const retry = await process(messages.map((accepted, index) => ({ messageId: String(index), accepted })));
  return messages.filter((_, index) => retry.includes(String(index)));
}

/** Ports that fail at times. */
function injectFaults(deps: ProcessDeps, roll: () => number): ProcessDeps {
  return {
    ...deps,
    entities: faulty(deps.entities, roll),
    incidentNumbers: faulty(deps.incidentNumbers, roll),
    alerts: faulty(deps.alerts, roll),
  };
}

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
    const { send, alerts, entities } = world(each);
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
    const { send, alerts, errors } = world(each);
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
    const { send, alerts, sent } = world(each);
    const request = accepted(1, { alerts: items(2345) });
    const queue = [request, request];
    for (let message = queue.shift(); message; message = queue.shift() ?? sent.shift()) {
      expect(await send(message)).toEqual([]);
    }
    const titles = [...alerts.rows.values()].flatMap(({ alert }) => alert?.message ?? []);
    expect(new Set(titles).size).toBe(2345);
    expect(titles).toHaveLength(2345);
    expect(alerts.rows.get(request.trace_id)?.fan_out).toBe(2345);
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
    const { send, entities } = world(anIntegration(), [rule({ actions })]);
    await send(critical(1));
    expect([...entities.heads.values()][0]!.incident).toMatchObject({
      urgency: 0,
      assigned_to: aUser().username,
      settings: { notes: ['see runbook'] },
    });
  });

  it('goes on without a stored rule that can not be run, and lists it', async () => {
    const condition = { field: 'message', op: 'matches', value: '(?=x)' } as const;
    const { send, alerts, errors } = world(anIntegration(), [rule({ condition })]);
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
    const { send, alerts, entities } = world(anIntegration(), [], [window]);
    const alert = critical(5000);
    await send(alert);
    expect(alerts.rows.get(alert.trace_id)).toMatchObject({
      outcome: { status: 'failed', error: 'Your service is under maintenance' },
      alert: { message: 'Disk full' },
    });
    expect(entities.heads.size).toBe(0);
  });
});
