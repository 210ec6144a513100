import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ApiDeps } from '../../core/usecases/api/deps';
import type { Clock } from '../../core/usecases/ports';
import { httpEvent } from '../support/builders/http-event';
import { MemoryIncidents } from '../support/fakes/memory-incidents';
import { MemoryLedger } from '../support/fakes/memory-ledger';
import { MemoryRememberedReplies } from '../support/fakes/memory-remembered-replies';
import { NO_LIMIT } from '../support/fakes/no-limit';
import type { Handler, Instance } from './instances';
import { deliveriesQueueOf, timersQueueOf } from './queue-ports';
import { TOKEN } from './resources';
import { SIGNING, SILENT, type System } from './system';
import { entitiesOf, readable, writable } from './table-ports';
import type { Wish } from './wishes';

/** How a request of the API was answered. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** What the function's clock said whenever it looked. */
  readonly readings: readonly number[];
}

/** The api function, as those see it who send it requests. */
export function apiOf(system: System, instance: Instance): Handler<Wish, Answer> {
  const readings: number[] = [];
  const clock: Clock = () => {
    const now = instance.clock();
    readings.push(now);
    return now;
  };
  const handler = system.parts.api(depsOf(system, instance, clock));
  return async ({ method, path, body }) => {
    readings.length = 0;
    const event = httpEvent(method, path, { token: TOKEN, ...(body !== undefined && { body }) });
    const answer = (await handler(event)) as APIGatewayProxyStructuredResultV2;
    const read: unknown = answer.body === undefined ? null : JSON.parse(answer.body);
    return { status: answer.statusCode ?? 0, body: read, readings: [...readings] };
  };
}

function depsOf(system: System, instance: Instance, clock: Clock): ApiDeps {
  const { resources, entities, numbers, random } = system;
  return {
    clock,
    log: SILENT,
    limiter: NO_LIMIT,
    directory: readable(system, resources),
    integrationKeys: readable(system, resources),
    resources: writable(system, instance),
    audit: resources,
    incidents: instance.port('incidents', new MemoryIncidents(entities, numbers)),
    incidentNumbers: instance.port('numbers', numbers),
    alerts: instance.port('alerts', system.alerts),
    integrationAlerts: system.integrationAlerts,
    entities: entitiesOf(system, instance, 'api'),
    collations: system.collations,
    errors: system.errors,
    deliveries: system.deliveries,
    ledgerBooks: new MemoryLedger(),
    deliveriesBacklog: { countWaiting: () => Promise.resolve(0) },
    rememberedReplies: new MemoryRememberedReplies(),
    healths: instance.port('healths', system.healths),
    deliveriesQueue: deliveriesQueueOf(system, instance),
    vault: { seal: (clear) => clear, open: (sealed) => sealed },
    timersQueue: timersQueueOf(system, instance),
    signingKeys: SIGNING,
    addressPolicy: { httpsOnly: true, allow: [] },
    randomBytes: (count) => Buffer.from(Array.from({ length: count }, () => random.below(256))),
    pause: (milliseconds) => instance.pause(milliseconds),
  };
}
