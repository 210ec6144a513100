import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEntities } from '../../../adapters/dynamodb/entities';
import { createIncidentNumbers } from '../../../adapters/dynamodb/incident-numbers';
import { createIncidents } from '../../../adapters/dynamodb/incidents';
import { createRememberedReplies } from '../../../adapters/dynamodb/remembered-replies';
import type { Table } from '../../../adapters/dynamodb/table';
import { createSystemClock } from '../../../adapters/system-clock';
import { STATUS } from '../../../core/contracts/incident';
import { hashToken } from '../../../core/domain/api-token';
import type { IncidentOpening, Operation } from '../../../core/domain/binding/operation';
import { createHandler } from '../../../lambdas/api/handler';
import { bindEntities } from '../../../core/usecases/process/bind-entities';
import { ApiWorld, client } from '../../support/builders/api-world';
import { ACCOUNT, aService, aTeam, aUser } from '../../support/builders/resources';
import { startEngines, type Engines } from '../../support/engines';

/** Incidents over the real table, the rest of the world in memory: what is tested is who writes what at the same time. */
let engines: Engines;
let table: Table;
beforeAll(async () => {
  engines = await startEngines({ table: {} });
  // Without the timeouts of our own clients: races are what is tested, on machines as busy as they may be.
  table = { client: new DynamoDBClient({}), name: engines.tableName };
});
afterAll(async () => {
  table.client.destroy();
  await engines.stop();
});

async function start() {
  const world = await new ApiWorld().settle();
  const ports = {
    entities: createEntities(table),
    incidents: createIncidents(table),
    incidentNumbers: createIncidentNumbers(table),
    rememberedReplies: createRememberedReplies(table),
    clock: createSystemClock(),
  };
  const token = 'a'.repeat(40);
  const deps = { ...world.deps, ...ports };
  const handler = createHandler({ log: world.log, ready: () => Promise.resolve(deps) });
  const stored = { id: randomUUID(), account: ACCOUNT, name: 'Test', scope: 'write', hash: hashToken(token) } as const;
  await world.resources.put('token', { ...stored, username: aUser().username, created_at: 1 });
  return { ...ports, world, api: client(handler, token) };
}

const OPENING: IncidentOpening = {
  ...{ account: ACCOUNT, team: aTeam().id, service: aService().id, title: 'Disk full', summary: '', urgency: 1 },
  ...{ escalation_policy: null, priority: null, sla: null, tags: [], assigned_to: null, settings: null },
  muted_endpoints: [],
};

const trigger = (at: number): Operation => ({ trace_id: randomUUID(), at, kind: 'trigger', opening: OPENING });

describe('a resolve by the API and alerts at the same moment', () => {
  it('leave at most one open incident, and lose neither alerts nor the resolve', async () => {
    const { api, entities, incidents, incidentNumbers, clock } = await start();
    for (let round = 0; round < 8; round++) {
      const group = { account: ACCOUNT, integration: randomUUID(), entity_id: `entity ${round}` };
      const deps = { entities, incidentNumbers };
      const first = trigger(clock());
      const opened = await bindEntities(deps, [{ ...group, operations: [first] }]);
      const { incident_number } = opened.bound.get(first.trace_id)!.incident!;
      const alerts = Array.from({ length: 6 }, () => trigger(clock()));
      const [answer, ...bound] = await Promise.all([
        api('PATCH', `/api/incidents/${incident_number}/`, { body: { status: 3 } }),
        ...alerts.map((alert) => bindEntities(deps, [{ ...group, operations: [alert] }])),
      ]);
      expect(answer.status).toBe(200);
      expect(bound.flatMap(({ failures }) => failures)).toEqual([]);

      const numbers = new Set(
        bound.map(({ bound: each }, i) => each.get(alerts[i]!.trace_id)!.incident!.incident_number),
      );
      const found = await Promise.all([incident_number, ...numbers].map((n) => incidents.findByNumber(ACCOUNT, n)));
      // Every alert was accepted before the resolve was asked for: the resolve is the newest word.
      expect(found.map((each) => each?.incident.status)).toEqual(found.map(() => STATUS.resolved));
      const kept = new Set(found.flatMap((each) => each?.alerts ?? []));
      for (const { trace_id } of [first, ...alerts]) expect(kept).toContain(trace_id);

      const late = trigger(clock());
      const again = await bindEntities(deps, [{ ...group, operations: [late] }]);
      expect(again.bound.get(late.trace_id)).toMatchObject({ created: true });
    }
  }, 60_000);

  it('keep every one of many edits at once', async () => {
    const { api, incidents } = await start();
    const { body } = await api('POST', '/api/incidents/', { body: { title: 'Disk full', service: aService().id } });
    const number = (body as { readonly incident_number: number }).incident_number;
    const edits = [
      { title: 'Disk very full' },
      { summary: 'All of it' },
      { urgency: 0 },
      { assigned_to: '' },
      { status: 2 },
    ];
    const answers = await Promise.all(edits.map((edit) => api('PATCH', `/api/incidents/${number}/`, { body: edit })));
    expect(answers.map(({ status }) => status)).toEqual(edits.map(() => 200));
    expect((await incidents.findByNumber(ACCOUNT, number))?.incident).toMatchObject({
      ...{ title: 'Disk very full', summary: 'All of it', urgency: 0, assigned_to: null, status: 2, sequence: 2 },
    });
  });
});

describe('one request sent many times at once with an Idempotency-Key', () => {
  it('opens one incident', async () => {
    const { api, incidents } = await start();
    const before = await incidents.newestNumber(ACCOUNT);
    const request = { body: { title: 'Once', service: aService().id }, headers: { 'idempotency-key': randomUUID() } };
    const answers = await Promise.all(Array.from({ length: 8 }, () => api('POST', '/api/incidents/', request)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect((await api('POST', '/api/incidents/', request)).status).toBe(201);
    expect(await incidents.newestNumber(ACCOUNT)).toBe(before + 1);
  });
});
