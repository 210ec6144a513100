import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { cacheDirectory } from '../../adapters/cache/cached-directory';
import { groupOf } from '../../adapters/sqs/deliveries-queue';
import type { Incident } from '../../core/contracts/incident';
import type { StatusChange } from '../../core/domain/binding/change';
import { locationOf } from '../../core/domain/incident-location';
import { deduplicationIdOf } from '../../core/domain/webhook/redelivery';
import type { Acceptance, Intake } from '../../core/usecases/accept-alert';
import { changeIncident } from '../../core/usecases/change-incident';
import type {
  AlertsInFlight,
  DeliveriesQueue,
  Directory,
  Entities,
  HeadChange,
  TakenMessage,
  TimersQueue,
} from '../../core/usecases/ports';
import { NO_LEDGER } from '../support/fakes/memory-ledger';
import { NO_LIMIT } from '../support/fakes/no-limit';
import { Fleet, type Instance } from './instances';
import { changeOf, type Writer } from './observer';
import type { System } from './system';

const SIGNING = { traceIds: Buffer.alloc(32, 1), integrationKeys: Buffer.alloc(32, 2) };
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const NO_METRICS = { add: () => undefined, flush: () => undefined };

/** Batches of so many alerts are full here, as few are posted: process takes more to go with them. */
const FULL_BATCH = 3;

/** Somebody's wish for an incident. */
export interface Wish {
  readonly incident: Incident;
  readonly kind: StatusChange['kind'];
}

/** Wires the product's functions up with the ports of a system, one copy at a time. */
export class Functions {
  constructor(private readonly system: System) {}

  /** Functions, as many copies as run side by side; `make` wires one copy up with ports of its own. */
  fleet<E, R>(name: string, most: number, make: (instance: Instance) => (event: E) => Promise<R>): Fleet<E, R> {
    const offset = (): number => this.system.random.between(-this.system.plan.skew, this.system.plan.skew);
    return new Fleet(this.system.scheduler, { name, most, offset, make });
  }

  ingest(instance: Instance): (intake: Intake) => Promise<Acceptance> {
    const accept = this.system.parts.accept(this.acceptDeps(instance), instance);
    return (intake) => accept(this.acceptDeps(instance), intake);
  }

  process(instance: Instance): (event: SQSEvent) => Promise<SQSBatchResponse> {
    const deps = {
      entities: this.entitiesFor(instance, 'process'),
      collations: this.system.collations,
      incidentNumbers: this.system.parts.numbers(this.system.numbers, instance),
      alerts: instance.port('alerts', this.system.parts.alerts(this.system.alerts)),
      errors: instance.port('errors', this.system.errors),
      integrationAlerts: instance.port('integration alerts', this.system.integrationAlerts),
      integrationKeys: this.shaky(this.system.resources),
      directory: cacheDirectory(this.shaky<Directory>(this.system.resources), instance.clock),
      alertsQueue: this.alertsQueue(instance),
      alertsInFlight: this.alertsInFlight(instance),
      fullBatch: FULL_BATCH,
      confirmSubscription: () => Promise.resolve({ result: 'refused', reason: 'There is none.' } as const),
      signing: SIGNING,
      ledger: NO_LEDGER,
      log: SILENT,
    };
    return this.system.parts.process(deps, instance);
  }

  dispatch(instance: Instance): (changes: readonly HeadChange[]) => Promise<number> {
    const deps = this.dispatchDeps(instance);
    return async (changes) => (await this.system.parts.dispatch(deps, changes)).done;
  }

  redispatch(instance: Instance): (event: SQSEvent) => Promise<SQSBatchResponse> {
    const tableStream = instance.port('stream', this.system.stream);
    return this.system.parts.redispatch({ ...this.dispatchDeps(instance), tableStream });
  }

  deliver(instance: Instance): (event: SQSEvent) => Promise<SQSBatchResponse> {
    const { clock, pause } = instance;
    const receivers = instance.port('receiver', this.system.receivers);
    return this.system.parts.deliver({
      directory: this.shaky(this.system.resources),
      deliveries: instance.port('deliveries', this.system.deliveries),
      healths: instance.port('healths', this.system.healths),
      backlogs: instance.port('backlogs', this.system.backlogs),
      resources: this.system.resources,
      deliveriesQueue: this.deliveriesQueue(instance),
      inFlight: instance.port('deliveries queue', {
        postpone: (receipt: string, seconds: number) => {
          this.system.queues.deliveries.postpone(receipt, seconds);
          return Promise.resolve();
        },
      }),
      // A sender never throws: what is lost on the way to an endpoint is an answer that did not come.
      sender: {
        send: (request) =>
          receivers.send(request).catch((error: unknown) => ({
            ...{ status_code: null, error: String(error), response: '', headers: {}, duration_ms: 9 },
          })),
      },
      vault: { open: (sealed) => sealed },
      clock,
      pause,
      jitter: () => this.system.random.next(),
      userAgent: 'Tocsin/simulated',
      ledger: NO_LEDGER,
      log: SILENT,
      metrics: NO_METRICS,
    });
  }

  deadLetter(instance: Instance): (event: SQSEvent) => Promise<SQSBatchResponse> {
    return this.system.parts.deadLetter({
      alerts: instance.port('alerts', this.system.parts.alerts(this.system.alerts)),
      errors: instance.port('errors', this.system.errors),
      deliveries: instance.port('deliveries', this.system.deliveries),
      integrationKeys: this.shaky(this.system.resources),
      signing: SIGNING,
      ledger: NO_LEDGER,
      log: SILENT,
      metrics: NO_METRICS,
    });
  }

  timer(instance: Instance): (event: SQSEvent) => Promise<SQSBatchResponse> {
    const entities = this.entitiesFor(instance, 'timer');
    return this.system.parts.timer({
      entities,
      timersQueue: this.timersQueue(instance),
      clock: instance.clock,
      log: SILENT,
    });
  }

  /** What the api does for who acknowledges, resolves or unacknowledges an incident. */
  api(instance: Instance): (wish: Wish) => Promise<unknown> {
    return ({ incident, kind }) => {
      const at = instance.clock();
      const entities = this.entitiesFor(instance, 'api', { kind, at });
      const target = { ...locationOf(incident), number: incident.number };
      return changeIncident({ entities }, target, () => ({ status: { kind, at } }));
    };
  }

  private acceptDeps(instance: Instance) {
    return {
      integrationKeys: this.shaky(this.system.resources),
      alertsQueue: this.alertsQueue(instance),
      limiter: NO_LIMIT,
      signing: SIGNING,
      clock: instance.clock,
      random: (bytes: number) => Uint8Array.from({ length: bytes }, () => this.system.random.below(256)),
      ledger: NO_LEDGER,
      log: SILENT,
    };
  }

  private dispatchDeps(instance: Instance) {
    return {
      directory: this.shaky<Directory>(this.system.resources),
      deliveriesQueue: this.deliveriesQueue(instance),
      timersQueue: this.timersQueue(instance),
      resolvedIncidents: instance.port('resolved', this.system.resolved),
      clock: instance.clock,
      ledger: NO_LEDGER,
      log: SILENT,
    };
  }

  /** Resources, which do not change: each reading may fail, and none has to wait for its turn. */
  private shaky<T extends object>(resources: T): T {
    return new Proxy(resources, {
      get: (target, name) => {
        const call: unknown = Reflect.get(target, name);
        if (typeof call !== 'function') return call;
        return (...args: unknown[]): unknown =>
          this.system.faults.isThrottled()
            ? Promise.reject(new Error('Throttled.'))
            : Reflect.apply(call, target, args);
      },
    });
  }

  private alertsQueue(instance: Instance) {
    return instance.port('alerts queue', {
      send: (message: string): Promise<void> => {
        this.system.observer.sent(message);
        this.system.queues.alerts.send(message);
        return Promise.resolve();
      },
    });
  }

  /** What process takes off the queue itself. Each message that is removed is a step of its own: some may be left. */
  private alertsInFlight(instance: Instance): AlertsInFlight {
    const { alerts } = this.system.queues;
    const { scheduler } = this.system;
    const queue = instance.port('alerts queue', {
      take: (): Promise<readonly TakenMessage[]> => {
        const records = alerts.receive(10);
        scheduler.tell(`took ${records.map(({ receiptHandle }) => receiptHandle).join(', ')}`);
        return Promise.resolve(
          records.map(({ messageId, receiptHandle, body }) => ({ messageId, receipt: receiptHandle, body })),
        );
      },
      remove: (receipt: string): Promise<void> => {
        alerts.delete(receipt);
        return Promise.resolve();
      },
    });
    return {
      take: () => queue.take(),
      async remove(receipts) {
        const removed = await Promise.allSettled(receipts.map((receipt) => queue.remove(receipt)));
        return removed.filter(({ status }) => status === 'rejected').length;
      },
    };
  }

  /** Each message is a step of its own: a batch may be taken in part. */
  private deliveriesQueue(instance: Instance): DeliveriesQueue {
    const queue = instance.port('deliveries queue', {
      send: (body: string, group: string, deduplication: string) => {
        this.system.queues.deliveries.send(body, { group, deduplication });
        return Promise.resolve();
      },
    });
    return {
      async send(messages) {
        for (const message of messages)
          await queue.send(JSON.stringify(message), groupOf(message), deduplicationIdOf(message));
      },
      askToRelease: (message) =>
        queue.send(
          JSON.stringify(message),
          `release ${message.integration}`,
          `${message.integration}-release-${message.nonce}`,
        ),
    };
  }

  private timersQueue(instance: Instance): TimersQueue {
    const queue = instance.port('timers queue', {
      send: (body: string, delaySeconds: number) => {
        this.system.queues.timers.send(body, { delaySeconds });
        return Promise.resolve();
      },
    });
    return {
      async send(timers) {
        for (const { timer, delay_seconds } of timers) await queue.send(JSON.stringify(timer), delay_seconds);
      },
    };
  }

  /** The table's entities, with a note of who writes them. */
  private entitiesFor(
    instance: Instance,
    writer: Writer,
    change?: Pick<Wish, 'kind'> & { readonly at: number },
  ): Entities {
    const memory = this.system.parts.entities(this.system.entities);
    const save: Entities['save'] = (head, transitioned) => {
      const before = this.system.entities.stream.length;
      this.system.observer.willWrite(writer, this.system.scheduler.now);
      const result = memory.save(head, transitioned);
      const written = this.system.entities.stream[before];
      if (written !== undefined && writer !== 'process') {
        const { integration, entity_id } = head;
        this.system.observer.counts({ integration, entity_id, ...(change ?? changeOf(written)) });
      }
      return result;
    };
    return instance.port(
      'entities',
      new Proxy(memory, { get: (target, name): unknown => (name === 'save' ? save : Reflect.get(target, name)) }),
    );
  }
}
