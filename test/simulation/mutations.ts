import type { AcceptedAlert } from '../../core/contracts/alert';
import type { EntityHead } from '../../core/contracts/incident';
import type { StoredAlert } from '../../core/contracts/outcome';
import { readTimerMessage } from '../../core/domain/timers/read-timer-message';
import { readDeliveryMessage } from '../../core/domain/webhook/delivery-message';
import { changeIncident } from '../../core/usecases/change-incident';
import { dispatchTransitions } from '../../core/usecases/dispatch-transitions';
import { createHandler as createDeadLetter } from '../../lambdas/dead-letter/handler';
import { createHandler as createDeliver } from '../../lambdas/deliver/handler';
import { acceptAlert } from '../../core/usecases/accept-alert';
import type { MemoryEntities } from '../support/fakes/memory-entities';
import { createProcess, PRODUCT, type Parts } from './parts';
import { MAPPED } from './resources';

/** A mistake that somebody could make in the product, and what the simulation is made of with it. */
export interface Mutation {
  readonly name: string;
  readonly parts: Parts;
}

function mutation(name: string, change: Partial<Parts>): Mutation {
  return { name, parts: { ...PRODUCT, ...change } };
}

/** An object with some of its methods replaced. */
function instead<T extends object>(target: T, change: Partial<T>): T {
  return new Proxy(target, {
    get: (port, name) => Reflect.get(Object.hasOwn(change, name) ? change : port, name) as unknown,
  });
}

/** Writes a head whatever was written since. */
function saveAnyway(memory: MemoryEntities): MemoryEntities {
  return instead(memory, {
    save: (head, transitioned) => {
      const version = [...memory.heads.values()].find(
        (each) => each.integration === head.integration && each.entity_id === head.entity_id,
      )?.version;
      return memory.save({ ...head, version: (version ?? 0) + 1 }, transitioned);
    },
  });
}

/** Forgets when an entity was resolved. */
function forget(memory: MemoryEntities): MemoryEntities {
  return instead(memory, {
    load: async (integration, entityId) => {
      const head: EntityHead | null = await memory.load(integration, entityId);
      return head === null ? null : { ...head, memory: { ...head.memory, resolved_at: 0 } };
    },
  });
}

const TABLE: readonly Mutation[] = [
  mutation('a head is written without the condition on its version', { entities: saveAnyway }),
  mutation('a resolved incident is not archived before its entity goes on', {
    entities: (memory) => instead(memory, { archive: () => Promise.resolve() }),
  }),
  mutation('binding does not remember resolves', { entities: forget }),
  mutation('full pages of alerts are not kept', {
    entities: (memory) =>
      instead(memory, {
        save: (head, transitioned) =>
          memory.save({ ...head, recent_alerts: head.recent_alerts.slice(-1) }, transitioned),
      }),
  }),
  mutation('an alert that is stored is overwritten', {
    alerts: (memory) =>
      instead(memory, {
        store: (alert) => {
          memory.rows.delete(alert.trace_id);
          return memory.store(alert);
        },
      }),
  }),
  mutation('numbers are read and written in two steps', {
    numbers: (memory, instance) => {
      const ledger = instance.port('numbers', {
        read: () => Promise.resolve([...(memory.locations.get('') ?? [])]),
        write: (locations: Parameters<typeof memory.locations.set>[1]) =>
          Promise.resolve(memory.locations.set('', locations)),
      });
      return {
        allocate: async (_account, locations) => {
          const taken = await ledger.read();
          await instance.pause(100);
          await ledger.write([...taken, ...locations]);
          return locations.map((_, index) => taken.length + index + 1);
        },
      };
    },
  }),
];

const PROCESSING: readonly Mutation[] = [
  mutation('messages are acknowledged before they are worked on', { acknowledgesFirst: true }),
  mutation('messages that process takes itself are removed before they are worked on', {
    process: (deps) => {
      const { alertsInFlight } = deps;
      const take: typeof alertsInFlight.take = async () => {
        const taken = await alertsInFlight.take();
        await alertsInFlight.remove(taken.map(({ receipt }) => receipt));
        return taken;
      };
      return createProcess({ ...deps, alertsInFlight: { ...alertsInFlight, take } });
    },
  }),
  mutation('messages that process takes itself are removed whatever became of them', {
    process: (deps) => async (event) => {
      const { alertsInFlight } = deps;
      const receipts: string[] = [];
      const take: typeof alertsInFlight.take = async () => {
        const taken = await alertsInFlight.take();
        receipts.push(...taken.map(({ receipt }) => receipt));
        return taken;
      };
      const result = await createProcess({ ...deps, alertsInFlight: { ...alertsInFlight, take } })(event);
      await alertsInFlight.remove(receipts);
      return result;
    },
  }),
  mutation('200 is answered before the queue has the alert', {
    accept: () => (deps, intake) =>
      acceptAlert(
        {
          ...deps,
          alertsQueue: {
            send: (body, group) => {
              deps.alertsQueue.send(body, group).catch(() => undefined);
              return Promise.resolve();
            },
          },
        },
        intake,
      ),
  }),
  mutation('an alert is marked as done before its incident is written', {
    process: (deps, instance) => {
      const done = new Set<string>();
      const marks = instance.port('marks', {
        add: (trace: string) => Promise.resolve(done.add(trace)),
      });
      const process = createProcess(deps);
      return async (event) => {
        const fresh = [];
        for (const record of event.Records) {
          const { trace_id } = JSON.parse(record.body) as AcceptedAlert;
          if (done.has(trace_id)) continue;
          await marks.add(trace_id);
          fresh.push(record);
        }
        return process({ Records: fresh });
      };
    },
  }),
  mutation('alerts count by when they arrive, not by when they were accepted', {
    process: (deps, { clock }) => {
      const process = createProcess(deps);
      return ({ Records: records }) =>
        process({
          Records: records.map((record) => {
            const accepted = JSON.parse(record.body) as AcceptedAlert;
            // The trace ids of elements follow from the time: the mistake would show in them alone.
            if (accepted.integration_key === MAPPED.integration_key) return record;
            return { ...record, body: JSON.stringify({ ...accepted, accepted_at: clock() }) };
          }),
        });
    },
  }),
  mutation('one alert that fails takes its whole batch with it', {
    process: (deps) => async (event) => {
      const rows: StoredAlert[] = [];
      const store = (row: StoredAlert) => Promise.resolve(rows.push(row)).then(() => 'stored' as const);
      const result = await createProcess({ ...deps, alerts: instead(deps.alerts, { store }) })(event);
      const all = event.Records.map(({ messageId }) => ({ itemIdentifier: messageId }));
      if (result.batchItemFailures.length > 0) return { batchItemFailures: all };
      for (const row of rows) await deps.alerts.store(row);
      return result;
    },
  }),
  mutation('the dead-letter function forgets to store alerts', {
    deadLetter: (deps) =>
      createDeadLetter({ ...deps, alerts: instead(deps.alerts, { store: () => Promise.resolve('stored') }) }),
  }),
];

const TELLING: readonly Mutation[] = [
  mutation('dispatch takes only the latest transition of a write', {
    dispatch: (deps, changes) =>
      dispatchTransitions(
        deps,
        changes.map((change) => {
          const { incident } = change.after;
          if (incident === null) return change;
          const latest = { ...incident, transitions: incident.transitions.slice(-1) };
          return { ...change, after: { ...change.after, incident: latest } };
        }),
      ),
  }),
  mutation('dispatch makes the id of a delivery anew each time', {
    dispatch: (deps, changes) => {
      const nonce = deps.clock();
      const send: typeof deps.deliveriesQueue.send = (messages) =>
        deps.deliveriesQueue.send(messages.map((message) => ({ ...message, id: `${message.id}-${nonce}` })));
      return dispatchTransitions({ ...deps, deliveriesQueue: { send } }, changes);
    },
  }),
  mutation('dispatch says that a batch is done, whatever became of it', {
    dispatch: async (deps, changes) => ({ ...(await dispatchTransitions(deps, changes)), done: changes.length }),
  }),
  mutation('the stream’s filter drops writes with two transitions', {
    passes: ({ transitioned, after }) => transitioned && after.incident?.transitions.length === 1,
  }),
  mutation('redispatch acknowledges what it did not read', {
    redispatch: () => () => Promise.resolve({ batchItemFailures: [] }),
  }),
  mutation('the deliveries queue does not keep the order of a group', { keepsGroups: false }),
  mutation('deliver records a success before it sends', {
    deliver: (deps) => {
      const deliver = createDeliver(deps);
      return async (event) => {
        for (const { body } of event.Records) {
          const message = readDeliveryMessage(body);
          if (message === null || (await deps.deliveries.find(message.integration, message.id)) !== null) continue;
          const done = { status: 'delivered', next_attempt_at: null, reason: null } as const;
          const attempt = { number: 1, at: deps.clock(), duration_ms: 1, status_code: 200, error: null, response: '' };
          await deps.deliveries.record(message, attempt, done);
          const headers = { 'webhook-id': message.id, 'X-Tocsin-Sequence': String(message.sequence) };
          const integration = await deps.directory.integration(message.service, message.integration);
          const url = integration?.endpoint?.url ?? '';
          await deps.sender.send({ url, headers, body: message.body, timeout_ms: 3_000 });
        }
        return deliver(event);
      };
    },
  }),
  mutation('a delivery that failed is acknowledged', {
    deliver: (deps) => {
      const deliver = createDeliver(deps);
      return async (event) => {
        await deliver(event);
        return { batchItemFailures: [] };
      };
    },
  }),
  mutation('each attempt has an id of its own', {
    deliver: (deps) =>
      createDeliver({
        ...deps,
        sender: {
          send: (request) => {
            const { headers } = request;
            const id = `${headers['webhook-id']}-${headers['X-Tocsin-Attempt']}`;
            return deps.sender.send({ ...request, headers: { ...headers, 'webhook-id': id } });
          },
        },
      }),
  }),
  mutation('a timer takes effect whatever became of its incident', {
    timer: (deps) => async (event) => {
      for (const { body } of event.Records) {
        const timer = readTimerMessage(body);
        if (timer === null) continue;
        const kind = timer.kind === 'auto_resolve' ? 'resolve' : 'unacknowledge';
        const target = { ...timer, number: timer.incident.incident_number };
        const at = deps.clock();
        await changeIncident(deps, target, () => ({ status: { kind, at } }));
      }
      return { batchItemFailures: [] };
    },
  }),
  mutation('a timer that is not due yet is not put back', {
    timer: (deps) => PRODUCT.timer({ ...deps, timersQueue: { send: () => Promise.resolve() } }),
  }),
];

/** Mistakes, each of which the simulation has to find. */
export const MUTATIONS: readonly Mutation[] = [...TABLE, ...PROCESSING, ...TELLING];
