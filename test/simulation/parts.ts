import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { cacheDirectory } from '../../adapters/cache/cached-directory';
import { acceptAlert, type AcceptDeps } from '../../core/usecases/accept-alert';
import { dispatchTransitions } from '../../core/usecases/dispatch-transitions';
import type { ApiDeps } from '../../core/usecases/api/deps';
import type {
  Clock,
  Collations,
  Directory,
  Entities,
  IncidentNumbers,
  IntegrationErrors,
} from '../../core/usecases/ports';
import { createHandler as createApi } from '../../lambdas/api/handler';
import { createHandler as createDeadLetter, type DeadLetterDeps } from '../../lambdas/dead-letter/handler';
import { createHandler as createDeliver, type DeliverHandlerDeps } from '../../lambdas/deliver/handler';
import { createHandler as createProcessHandler, type ProcessHandlerDeps } from '../../lambdas/process/handler';
import { createHandler as createRedispatch, type RedispatchDeps } from '../../lambdas/redispatch/handler';
import { createHandler as createTimer, type TimerHandlerDeps } from '../../lambdas/timer/handler';
import type { MemoryAlerts } from '../support/fakes/memory-alerts';
import type { MemoryCollations } from '../support/fakes/memory-collations';
import type { HeadWrite, MemoryEntities } from '../support/fakes/memory-entities';
import type { MemoryIncidentNumbers } from '../support/fakes/memory-incident-numbers';
import type { MemoryIntegrationErrors } from '../support/fakes/memory-integration-errors';
import type { Handler, Instance } from './instances';

export type QueueHandler = Handler<SQSEvent, SQSBatchResponse>;

/**
 * What a simulated deployment is made of: the product's functions, and how its table and queues behave. A mutation
 * replaces one of them by one with a mistake.
 */
export interface Parts {
  readonly accept: (deps: AcceptDeps, instance: Instance) => typeof acceptAlert;
  readonly process: (deps: ProcessHandlerDeps, instance: Instance) => QueueHandler;
  readonly dispatch: typeof dispatchTransitions;
  readonly redispatch: (deps: RedispatchDeps) => QueueHandler;
  readonly deliver: (deps: DeliverHandlerDeps) => QueueHandler;
  readonly deadLetter: (deps: DeadLetterDeps) => QueueHandler;
  readonly timer: (deps: TimerHandlerDeps) => QueueHandler;
  readonly api: (deps: ApiDeps) => Handler<unknown, unknown>;
  readonly entities: (memory: MemoryEntities) => Entities;
  readonly alerts: (memory: MemoryAlerts) => MemoryAlerts;
  readonly numbers: (memory: MemoryIncidentNumbers, instance: Instance) => IncidentNumbers;
  readonly collations: (memory: MemoryCollations, instance: Instance) => Collations;
  readonly errors: (memory: MemoryIntegrationErrors) => IntegrationErrors;
  /** What process remembers of what people configured. */
  readonly directory: (inner: Directory, clock: Clock) => Directory;
  /** Heads of entities have no time to live. */
  readonly keepsHeads: boolean;
  /** The stream's filter: which writes dispatch hears of. */
  readonly passes: (write: HeadWrite) => boolean;
  /** Messages of alerts are deleted when they are received, not when they were worked on. */
  readonly acknowledgesFirst: boolean;
  /** The deliveries queue keeps the order of a group. */
  readonly keepsGroups: boolean;
}

/** Process with all the time that it is ever given. */
export function createProcess(deps: ProcessHandlerDeps): QueueHandler {
  const handler = createProcessHandler(deps);
  return (event) => handler(event, { getRemainingTimeInMillis: () => 20_000 });
}

/** The product as it is. */
export const PRODUCT: Parts = {
  accept: () => acceptAlert,
  process: (deps) => createProcess(deps),
  dispatch: dispatchTransitions,
  redispatch: (deps) => createRedispatch(deps),
  deliver: (deps) => createDeliver(deps),
  deadLetter: (deps) => createDeadLetter(deps),
  timer: (deps) => createTimer(deps),
  api: (deps) => createApi({ log: deps.log, ready: () => Promise.resolve(deps) }),
  entities: (memory) => memory,
  alerts: (memory) => memory,
  numbers: (memory, instance) => instance.port('numbers', memory),
  collations: (memory) => memory,
  errors: (memory) => memory,
  directory: (inner, clock) => cacheDirectory(inner, clock),
  keepsHeads: true,
  passes: ({ transitioned }) => transitioned,
  acknowledgesFirst: false,
  keepsGroups: true,
};
