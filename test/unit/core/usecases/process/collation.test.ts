import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AcceptedAlert, AlertType } from '../../../../../core/contracts/alert';
import type { AlertGroupingPolicy } from '../../../../../core/contracts/alert-grouping-policy';
import { STATUS, type Incident } from '../../../../../core/contracts/incident';
import type { Integration, Service } from '../../../../../core/contracts/resources';
import { makeTraceId } from '../../../../../core/domain/trace-id';
import { createProcessor, type ProcessDeps } from '../../../../../core/usecases/process/process-alerts';
import { anAlertGroupingPolicy } from '../../../../support/builders/alert-grouping-policies';
import { ACCOUNT, anIntegration, aService, keyEntryOf } from '../../../../support/builders/resources';
import { faulty } from '../../../../support/fakes/faulty';
import { MemoryAlerts } from '../../../../support/fakes/memory-alerts';
import { MemoryIntegrationAlerts } from '../../../../support/fakes/memory-integration-alerts';
import { MemoryCollations } from '../../../../support/fakes/memory-collations';
import { MemoryEntities } from '../../../../support/fakes/memory-entities';
import { MemoryIncidentNumbers } from '../../../../support/fakes/memory-incident-numbers';
import { MemoryIntegrationErrors } from '../../../../support/fakes/memory-integration-errors';
import { MemoryLog } from '../../../../support/fakes/memory-log';
import { NO_LEDGER } from '../../../../support/fakes/memory-ledger';

const KEY = Buffer.alloc(32, 1);
const MINUTE = 60_000_000;
const one = anIntegration();
const other = anIntegration({ id: '7f9a1a6e-5d0e-4f7c-8a34-6f1b7d3f2e11', integration_key: 'the other key' });

let made = 0;

/** An alert accepted so many minutes after the beginning of time. */
function alert(entity: string, minute: number, over: object = {}, integration: Integration = one): AcceptedAlert {
  const accepted_at = Math.round(minute * MINUTE);
  made = (made + 1) % 65_536;
  return {
    v: 1,
    trace_id: makeTraceId(accepted_at, Uint8Array.of(0, 0, 0, made >> 8, made & 255), KEY),
    accepted_at,
    account: ACCOUNT,
    integration_key: integration.integration_key,
    intake: 'generic',
    body: { message: `About ${entity}`, alert_type: 'critical', entity_id: entity, ...over },
  };
}

class World {
  readonly entities = new MemoryEntities();
  readonly collations = new MemoryCollations();
  readonly alerts = new MemoryAlerts();
  readonly log = new MemoryLog();
  readonly deps: ProcessDeps;

  constructor(service: Partial<Service>, policies: readonly AlertGroupingPolicy[] = []) {
    const integrations = [one, other];
    this.deps = {
      entities: this.entities,
      collations: this.collations,
      integrationAlerts: new MemoryIntegrationAlerts(),
      incidentNumbers: new MemoryIncidentNumbers(),
      alerts: this.alerts,
      log: this.log,
      errors: new MemoryIntegrationErrors(),
      alertsQueue: { send: () => Promise.reject(new Error('Nothing is put back here.')) },
      ledger: NO_LEDGER,
      confirmSubscription: () => Promise.reject(new Error('Nobody subscribes here.')),
      signing: { traceIds: KEY },
      integrationKeys: {
        find: (key) => {
          const found = integrations.find(({ integration_key }) => integration_key === key);
          return Promise.resolve(found === undefined ? null : keyEntryOf(found));
        },
      },
      directory: {
        integration: (_service: string, id: string) => Promise.resolve(integrations.find((each) => each.id === id)),
        integrations: () => Promise.resolve(integrations),
        service: () => Promise.resolve(aService(service)),
        resources: (kind: string) => Promise.resolve(kind === 'alert_grouping_policy' ? policies : []),
        escalationPolicy: () => Promise.resolve(null),
        rules: () => Promise.resolve([]),
        maintenanceWindows: () => Promise.resolve([]),
        user: () => Promise.resolve(null),
      } as unknown as ProcessDeps['directory'],
    };
  }

  /** Delivers messages to one run of the function; those that it wants again. */
  async send(...messages: readonly AcceptedAlert[]): Promise<readonly AcceptedAlert[]> {
    return consume(this.deps, messages);
  }

  /** Number of the incident that an alert was bound to; null for none. */
  incidentOf({ trace_id }: AcceptedAlert): number | null {
    const outcome = this.alerts.rows.get(trace_id)?.outcome;
    return outcome?.status === 'completed' ? (outcome.incident?.incident_number ?? null) : null;
  }

  get incidents(): readonly Incident[] {
    return [...this.entities.heads.values()].flatMap(({ incident }) => incident ?? []);
  }
}

async function consume(deps: ProcessDeps, messages: readonly AcceptedAlert[]): Promise<readonly AcceptedAlert[]> {
  if (messages.length === 0) return [];
  const queued = messages.map((accepted, index) => ({ messageId: String(index), accepted }));
  const retry = await createProcessor(deps)(queued);
  return messages.filter((_, index) => retry.includes(String(index)));
}

const BY_TIME = { collation: 1, collation_time: 10 } as const;

describe('a service that collates by time', () => {
  it('has the alerts of some minutes join the first one’s incident, whatever their entity ids and integrations', async () => {
    const world = new World(BY_TIME);
    const first = alert('disk', 1);
    const joining = [alert('cpu', 2), alert('net', 9, {}, other), alert('cpu', 10.9)];
    await world.send(first);
    for (const each of joining) await world.send(each);
    expect(world.incidents).toMatchObject([{ number: 1, entity_id: 'disk', title: 'About disk' }]);
    expect(joining.map((each) => world.incidentOf(each))).toEqual([1, 1, 1]);
    expect(world.alerts.rows.get(joining[0]!.trace_id)?.outcome).toMatchObject({
      is_incident_created: false,
      reason: 'Joined the incident that its service collates alerts into.',
    });
  });

  it('does so within one batch, in accept order', async () => {
    const world = new World(BY_TIME);
    const [later, first] = [alert('cpu', 3), alert('disk', 2)];
    await world.send(later, first);
    expect(world.incidents).toMatchObject([{ entity_id: 'disk' }]);
    expect([later, first].map((each) => world.incidentOf(each))).toEqual([1, 1]);
  });

  it('opens the next incident when the window has ended', async () => {
    const world = new World(BY_TIME);
    const after = alert('cpu', 11);
    await world.send(alert('disk', 1));
    await world.send(after);
    expect(world.incidents).toHaveLength(2);
    expect(world.incidentOf(after)).toBe(2);
  });

  it('opens the next incident, and a window of it, when the first was resolved meanwhile', async () => {
    const world = new World(BY_TIME);
    await world.send(alert('disk', 1));
    await world.send(alert('disk', 2, { alert_type: 'resolved' }));
    const [second, third] = [alert('cpu', 3), alert('net', 4)];
    await world.send(second);
    await world.send(third);
    expect([second, third].map((each) => world.incidentOf(each))).toEqual([2, 2]);
    const resolving = alert('cpu', 5, { alert_type: 'resolved' });
    await world.send(resolving);
    expect(world.incidentOf(resolving)).toBe(2);
    expect(world.incidents.map(({ status }) => status)).toEqual([STATUS.resolved, STATUS.resolved]);
  });

  it('has an alert join that the one which opened the next window overtook, though the window before is over', async () => {
    const world = new World(BY_TIME);
    await world.send(alert('disk', 1), alert('disk', 2, { alert_type: 'resolved' }));
    const [overtaken, overtaking] = [alert('net', 3), alert('cpu', 4)];
    await world.send(overtaking);
    await world.send(overtaken);
    expect([overtaking, overtaken].map((each) => world.incidentOf(each))).toEqual([2, 2]);
  });

  it('sees a resolve in the same batch', async () => {
    const world = new World(BY_TIME);
    const batch = [alert('disk', 1), alert('disk', 2, { alert_type: 'resolved' }), alert('cpu', 3)];
    await world.send(...batch);
    expect(world.incidents.map(({ entity_id, status }) => [entity_id, status])).toEqual([
      ['disk', STATUS.resolved],
      ['cpu', STATUS.triggered],
    ]);
  });

  it('leaves an alert to the open incident of its own entity id', async () => {
    const world = new World(BY_TIME);
    await world.send(alert('disk', 1));
    await world.send(alert('cpu', 20));
    const again = alert('disk', 21);
    await world.send(again);
    expect(world.incidentOf(again)).toBe(1);
  });

  it('takes the acknowledge and the resolve of the entity that opened it, and of no other', async () => {
    const world = new World(BY_TIME);
    await world.send(alert('disk', 1), alert('cpu', 2));
    const strange = [alert('cpu', 3, { alert_type: 'acknowledged' }), alert('cpu', 4, { alert_type: 'resolved' })];
    await world.send(...strange);
    expect(strange.map((each) => world.incidentOf(each))).toEqual([null, null]);
    expect(world.incidents).toMatchObject([{ status: STATUS.triggered }]);
    await world.send(alert('disk', 5, { alert_type: 'resolved' }));
    expect(world.incidents).toMatchObject([{ status: STATUS.resolved }]);
  });

  it('lets what opens no incident join, but open no window', async () => {
    const world = new World(BY_TIME);
    const [before, during] = [alert('x', 1, { alert_type: 'info' }), alert('x', 3, { alert_type: 'info' })];
    await world.send(before);
    await world.send(alert('disk', 2));
    await world.send(during);
    expect([before, during].map((each) => world.incidentOf(each))).toEqual([null, 1]);
  });

  it('costs a service without collation nothing', async () => {
    const world = new World({ collation: 0 });
    world.collations.load = () => Promise.reject(new Error('Nobody should have asked.'));
    expect(await world.send(alert('disk', 1), alert('cpu', 2))).toEqual([]);
    expect(world.incidents).toHaveLength(2);
  });

  it('lets an alert stay where a run left it that was cut off, whatever was resolved since', async () => {
    const world = new World(BY_TIME);
    await world.send(alert('disk', 1));
    const store = world.alerts.store.bind(world.alerts);
    world.alerts.store = () => Promise.reject(new Error('killed'));
    const joining = alert('cpu', 3);
    expect(await world.send(joining)).toEqual([joining]);
    world.alerts.store = store;
    // In its batch now: accepted before it, it resolves what came before, and not what the alert keeps open.
    expect(await world.send(alert('disk', 2, { alert_type: 'resolved' }), joining)).toEqual([]);
    expect(world.incidentOf(joining)).toBe(1);
    expect(world.incidents).toMatchObject([{ entity_id: 'disk', status: STATUS.triggered }]);
  });

  it('asks for those alerts again that it could not collate', async () => {
    const world = new World(BY_TIME);
    world.collations.save = () => Promise.reject(new Error('throttled'));
    const [trigger, resolving] = [alert('disk', 1), alert('cpu', 2, { alert_type: 'resolved' })];
    expect(await world.send(trigger, resolving)).toEqual([trigger]);
    expect([...world.alerts.rows.keys()]).toEqual([resolving.trace_id]);
  });
});

describe('a service that collates by content', () => {
  const BY_CONTENT = { collation: 3, collation_time: 1 } as const;

  it('has alerts with the same values join, for the minutes of its policy, and others not', async () => {
    const world = new World(BY_CONTENT, [anAlertGroupingPolicy({ time_window: 5 })]);
    const same = { message: 'Disk full' };
    const alerts = [alert('a', 1, same), alert('b', 2, same), alert('c', 3), alert('d', 6, same)];
    for (const each of alerts) await world.send(each);
    expect(alerts.map((each) => world.incidentOf(each))).toEqual([1, 1, 2, 3]);
  });

  it('has an alert join by any of its fields', async () => {
    const fields = { static_fields: ['incident_title'] as const, custom_fields: ['$.host'] };
    const world = new World(BY_CONTENT, [anAlertGroupingPolicy({ match_mode: 1, match_fields: fields })]);
    const on = (entity: string, minute: number, message: string, host: string) =>
      alert(entity, minute, { message, payload: { host } });
    const alerts = [on('a', 1, 'Disk', 'db-1'), on('b', 2, 'CPU', 'db-1'), on('c', 3, 'Disk', 'db-2')];
    for (const each of [...alerts, on('d', 4, 'Net', 'db-3')]) await world.send(each);
    expect(alerts.map((each) => world.incidentOf(each))).toEqual([1, 1, 1]);
    expect(world.incidents).toHaveLength(2);
  });

  it('opens the windows that a run left out which was cut off between them', async () => {
    const fields = { static_fields: ['incident_title'] as const, custom_fields: ['$.host'] };
    const world = new World(BY_CONTENT, [anAlertGroupingPolicy({ match_mode: 1, match_fields: fields })]);
    const on = (entity: string, minute: number, message: string, host: string) =>
      alert(entity, minute, { message, payload: { host } });
    const save = world.collations.save.bind(world.collations);
    let saves = 0;
    world.collations.save = (group) => (++saves === 2 ? Promise.reject(new Error('killed')) : save(group));
    const first = on('a', 1, 'Disk', 'db-1');
    expect(await world.send(first)).toEqual([first]);
    expect(await world.send(first)).toEqual([]);
    await world.send(on('b', 2, 'Disk', 'db-2'), on('c', 3, 'CPU', 'db-1'));
    expect(world.incidents).toMatchObject([{ entity_id: 'a' }]);
  });

  it('does not collate without a policy', async () => {
    const world = new World(BY_CONTENT);
    await world.send(alert('a', 1), alert('b', 2));
    expect(world.incidents).toHaveLength(2);
  });
});

/** Delivers every message until some run has finished with it, in two runs at a time whose calls fail at times. */
async function deliverAll(world: World, queue: readonly AcceptedAlert[], roll: () => number): Promise<number> {
  const deps = {
    ...world.deps,
    entities: faulty(world.deps.entities, roll),
    collations: faulty(world.deps.collations, roll),
    alerts: faulty(world.deps.alerts, roll),
  };
  let waiting = [...queue, ...queue.filter(() => roll() < 20)];
  let rounds = 0;
  for (; waiting.length > 0 && rounds < 500; rounds++) {
    const taken = waiting.toSorted(() => roll() - 50);
    const cut = roll() % (taken.length + 1);
    const again = await Promise.all([consume(deps, taken.slice(0, cut)), consume(deps, taken.slice(cut))]);
    waiting = again.flat();
  }
  return waiting.length;
}

describe('collation, whatever is cut off, raced or repeated', () => {
  const dice = fc.infiniteStream(fc.integer({ min: 0, max: 99 }));

  it('gathers all alerts of a window in one incident, opened once', async () => {
    const entities = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(entities, dice, async (minutes, stream) => {
        const world = new World({ collation: 1, collation_time: 60 });
        const queue = minutes.map((minute) => alert(`e${minute}`, minute));
        expect(await deliverAll(world, queue, () => Number(stream.next().value))).toBe(0);
        expect(world.incidents).toHaveLength(1);
        const [incident] = world.incidents;
        expect(queue.map((each) => world.incidentOf(each))).toEqual(queue.map(() => incident!.number));
        expect(world.alerts.rows.size).toBe(queue.length);
      }),
      { numRuns: 150 },
    );
  });

  it('stores every alert once, opens one incident at a time per entity, and gathers only what is near', async () => {
    const type = fc.constantFrom<AlertType>('critical', 'critical', 'critical', 'resolved', 'acknowledged', 'info');
    const entity = fc.constantFrom('a', 'b', 'c');
    const load = fc.array(fc.record({ type, entity, minute: fc.integer({ min: 0, max: 40 }) }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(load, dice, async (list, rolls) => {
        const world = new World(BY_TIME);
        const queue = list.map(({ type: alert_type, entity, minute }) => alert(entity, minute, { alert_type }));
        expect(await deliverAll(world, queue, () => Number(rolls.next().value))).toBe(0);
        expect(world.alerts.rows.size).toBe(queue.length);
        const { stream } = world.entities;
        const opening = stream.filter(({ before, after }) => after.incident?.ordinal !== before?.incident?.ordinal);
        const followed = opening.flatMap(({ before }) => before?.incident?.status ?? []);
        expect(followed.filter((status) => status !== STATUS.resolved)).toEqual([]);

        const entityOf = new Map(stream.map(({ after }) => [after.incident?.number, after.entity_id]));
        for (const each of queue.filter(({ body }) => fieldOf(body, 'alert_type') === 'critical')) {
          const number = world.incidentOf(each);
          expect(number).not.toBeNull();
          const target = entityOf.get(number ?? 0);
          const near = windowsOf(world, target).some((from) => Math.abs(from - each.accepted_at) < 10 * MINUTE);
          expect([target === fieldOf(each.body, 'entity_id'), near]).toContain(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** When the windows of an entity began. */
function windowsOf({ collations }: World, entityId: string | undefined): readonly number[] {
  const windows = [...collations.groups.values()].flatMap((group) => group.windows);
  return windows.filter(({ entity_id }) => entity_id === entityId).map(({ from }) => from);
}

function fieldOf(body: AcceptedAlert['body'], name: string): unknown {
  return (body as Readonly<Record<string, unknown>>)[name];
}
