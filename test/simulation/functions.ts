import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { cacheIntegrationKeys } from '../../adapters/cache/cached-integration-keys';
import type { AcceptedAlert } from '../../core/contracts/alert';
import type { Acceptance, Intake } from '../../core/usecases/accept-alert';
import type { Directory, HeadChange } from '../../core/usecases/ports';
import { NO_LEDGER } from '../support/fakes/memory-ledger';
import { NO_LIMIT } from '../support/fakes/no-limit';
import { apiOf, type Answer } from './api-function';
import { Fleet, type Handler, type Instance } from './instances';
import { alertsInFlightOf, alertsQueueOf, deliveriesQueueOf, inFlightOf, timersQueueOf } from './queue-ports';
import { SIGNING, SILENT, type System } from './system';
import { entitiesOf, readable, writable } from './table-ports';
import type { Wish } from './wishes';

const NO_METRICS = { add: () => undefined, flush: () => undefined };

/** Batches of so many alerts are full here, as few are posted: process takes more to go with them. */
const FULL_BATCH = 3;

/** Wires the product's functions up with the ports of a system, one copy at a time. */
export class Functions {
  constructor(private readonly system: System) {}

  /** Functions, as many copies as run side by side; `make` wires one copy up with ports of its own. */
  fleet<E, R>(name: string, most: number, make: (instance: Instance) => Handler<E, R>): Fleet<E, R> {
    const offset = (): number => this.system.random.between(-this.system.plan.skew, this.system.plan.skew);
    return new Fleet(this.system.scheduler, { name, most, offset, make });
  }

  ingest(instance: Instance): Handler<Intake, Acceptance> {
    const { system } = this;
    const deps = {
      integrationKeys: cacheIntegrationKeys(readable(system, system.resources), instance.clock),
      alertsQueue: alertsQueueOf(system, instance),
      limiter: NO_LIMIT,
      signing: SIGNING,
      clock: instance.clock,
      random: (bytes: number) => Uint8Array.from({ length: bytes }, () => system.random.below(256)),
      ledger: NO_LEDGER,
      log: SILENT,
    };
    const accept = system.parts.accept(deps, instance);
    return async (intake) => {
      const task = instance.running;
      const result = await accept(deps, intake);
      system.observer.acceptedOrNot(intake, result, task);
      return result;
    };
  }

  process(instance: Instance): Handler<SQSEvent, SQSBatchResponse> {
    const { system } = this;
    const { resources, parts } = system;
    const deps = {
      entities: entitiesOf(system, instance, 'process'),
      collations: instance.port('collations', parts.collations(system.collations, instance)),
      incidentNumbers: parts.numbers(system.numbers, instance),
      alerts: instance.port('alerts', parts.alerts(system.alerts)),
      errors: instance.port('errors', parts.errors(system.errors)),
      integrationAlerts: instance.port('integration alerts', system.integrationAlerts),
      integrationKeys: cacheIntegrationKeys(readable(system, resources), instance.clock),
      directory: parts.directory(readable<Directory>(system, resources), instance.clock),
      alertsQueue: alertsQueueOf(system, instance),
      alertsInFlight: alertsInFlightOf(system, instance),
      fullBatch: FULL_BATCH,
      confirmSubscription: () => Promise.resolve({ result: 'refused', reason: 'There is none.' } as const),
      signing: SIGNING,
      ledger: NO_LEDGER,
      log: SILENT,
    };
    const process = parts.process(deps, instance);
    return (event) => {
      for (const { body } of event.Records)
        system.runs.note((JSON.parse(body) as AcceptedAlert).trace_id, instance.running);
      return process(event);
    };
  }

  dispatch(instance: Instance): Handler<readonly HeadChange[], number> {
    const deps = this.dispatchDeps(instance);
    return async (changes) => {
      for (const { after } of changes) this.system.runs.note(after, instance.running);
      return (await this.system.parts.dispatch(deps, changes)).done;
    };
  }

  redispatch(instance: Instance): Handler<SQSEvent, SQSBatchResponse> {
    const { stream, runs, parts } = this.system;
    const tableStream = instance.port('stream', {
      read: async (stretch: Parameters<typeof stream.read>[0]) => {
        const changes = await stream.read(stretch);
        for (const { after } of changes) runs.note(after, instance.running);
        return changes;
      },
    });
    return parts.redispatch({ ...this.dispatchDeps(instance), tableStream });
  }

  deliver(instance: Instance): Handler<SQSEvent, SQSBatchResponse> {
    const { system } = this;
    const { clock, pause } = instance;
    const receivers = instance.port('receiver', system.receivers);
    return system.parts.deliver({
      directory: readable(system, system.resources),
      deliveries: instance.port('deliveries', system.deliveries),
      healths: instance.port('healths', system.healths),
      backlogs: instance.port('backlogs', system.backlogs),
      resources: writable(system, instance),
      deliveriesQueue: deliveriesQueueOf(system, instance),
      inFlight: inFlightOf(system, instance),
      // A sender never throws: what is lost on the way to an endpoint is an answer that did not come.
      sender: {
        send: (request) =>
          receivers.send(request, instance.running.startedAt).catch((error: unknown) => ({
            ...{ status_code: null, error: String(error), response: '', headers: {}, duration_ms: 9 },
          })),
      },
      vault: { open: (sealed) => sealed },
      clock,
      pause,
      jitter: () => system.random.next(),
      userAgent: 'Tocsin/simulated',
      ledger: NO_LEDGER,
      log: SILENT,
      metrics: NO_METRICS,
    });
  }

  deadLetter(instance: Instance): Handler<SQSEvent, SQSBatchResponse> {
    const { system } = this;
    return system.parts.deadLetter({
      alerts: instance.port('alerts', system.parts.alerts(system.alerts)),
      errors: instance.port('errors', system.parts.errors(system.errors)),
      deliveries: instance.port('deliveries', system.deliveries),
      integrationKeys: readable(system, system.resources),
      signing: SIGNING,
      ledger: NO_LEDGER,
      log: SILENT,
      metrics: NO_METRICS,
    });
  }

  timer(instance: Instance): Handler<SQSEvent, SQSBatchResponse> {
    const { system } = this;
    return system.parts.timer({
      entities: entitiesOf(system, instance, 'timer'),
      timersQueue: timersQueueOf(system, instance),
      clock: instance.clock,
      log: SILENT,
    });
  }

  api(instance: Instance): Handler<Wish, Answer> {
    return apiOf(this.system, instance);
  }

  private dispatchDeps(instance: Instance) {
    const { system } = this;
    return {
      directory: readable<Directory>(system, system.resources),
      deliveriesQueue: deliveriesQueueOf(system, instance),
      timersQueue: timersQueueOf(system, instance),
      resolvedIncidents: instance.port('resolved', system.resolved),
      clock: instance.clock,
      ledger: NO_LEDGER,
      log: SILENT,
    };
  }
}
