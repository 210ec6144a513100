import { randomBytes, randomUUID } from 'node:crypto';
import type { Integration, TokenScope } from '../../../core/contracts/resources';
import { hashToken } from '../../../core/domain/api-token';
import { deriveSigningKey } from '../../../core/domain/signing';
import type { ApiDeps } from '../../../core/usecases/api/deps';
import { createHandler } from '../../../lambdas/api/handler';
import { MemoryAlerts } from '../fakes/memory-alerts';
import { MemoryDeliveries } from '../fakes/memory-deliveries';
import { MemoryEndpointHealths } from '../fakes/memory-endpoint-healths';
import { MemoryCollations } from '../fakes/memory-collations';
import { MemoryEntities } from '../fakes/memory-entities';
import { MemoryDeliveriesQueue } from '../fakes/memory-deliveries-queue';
import { MemoryIncidentNumbers } from '../fakes/memory-incident-numbers';
import { MemoryIncidents } from '../fakes/memory-incidents';
import { MemoryIntegrationAlerts } from '../fakes/memory-integration-alerts';
import { MemoryIntegrationErrors } from '../fakes/memory-integration-errors';
import { MemoryLedger } from '../fakes/memory-ledger';
import { MemoryLog } from '../fakes/memory-log';
import { MemoryRememberedReplies } from '../fakes/memory-remembered-replies';
import { MemoryTimersQueue } from '../fakes/memory-timers-queue';
import { MemoryResources } from '../fakes/memory-resources';
import { NO_LIMIT } from '../fakes/no-limit';
import { httpEvent, type RequestOptions } from './http-event';
import { ACCOUNT, aService, aTeam, aUser, anEscalationPolicy, anIntegration } from './resources';

/** An HTTP answer as tests look at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Parsed; undefined when there was none. */
  readonly body: unknown;
}

/** Makes requests of a handler, with a token unless told otherwise. */
export function client(handler: (event: unknown) => Promise<unknown>, token?: string) {
  return async (method: string, target: string, options: RequestOptions = {}): Promise<Answer> => {
    const event = httpEvent(method, target, token === undefined ? options : { token, ...options });
    const answer = (await handler(event)) as { statusCode: number; headers?: Record<string, unknown>; body?: string };
    const body: unknown = answer.body === undefined ? undefined : JSON.parse(answer.body);
    return { status: answer.statusCode, headers: answer.headers ?? {}, body };
  };
}

/** The time it is in the world, until a test says otherwise. */
const NOW = 1_790_000_000_123_456;

/** The api function over fakes: nothing in it yet but the account of the builders, its owner and their admin token. */
export class ApiWorld {
  now = NOW;
  readonly resources = new MemoryResources();
  readonly alerts = new MemoryAlerts();
  readonly integrationAlerts = new MemoryIntegrationAlerts();
  readonly entities = new MemoryEntities();
  readonly collations = new MemoryCollations();
  readonly errors = new MemoryIntegrationErrors();
  readonly incidentNumbers = new MemoryIncidentNumbers();
  readonly incidents = new MemoryIncidents(this.entities, this.incidentNumbers);
  readonly deliveries = new MemoryDeliveries();
  readonly replies = new MemoryRememberedReplies();
  readonly queue = new MemoryDeliveriesQueue();
  readonly timers = new MemoryTimersQueue();
  /** What happens elsewhere while the api waits. */
  meanwhile: () => Promise<void> = () => Promise.resolve();
  readonly healths = new MemoryEndpointHealths();
  readonly ledger = new MemoryLedger();
  /** Messages that wait on the deliveries queue. */
  waiting = 0;
  readonly log = new MemoryLog();
  readonly signingKeys = {
    traceIds: deriveSigningKey('a secret', 'trace-ids'),
    integrationKeys: deriveSigningKey('a secret', 'integration-keys'),
  };

  readonly deps: ApiDeps = {
    clock: () => this.now++,
    log: this.log,
    limiter: NO_LIMIT,
    directory: this.resources,
    integrationKeys: this.resources,
    resources: this.resources,
    audit: this.resources,
    incidents: this.incidents,
    incidentNumbers: this.incidentNumbers,
    alerts: this.alerts,
    integrationAlerts: this.integrationAlerts,
    entities: this.entities,
    collations: this.collations,
    errors: this.errors,
    deliveries: this.deliveries,
    rememberedReplies: this.replies,
    healths: this.healths,
    deliveriesQueue: this.queue,
    ledgerBooks: this.ledger,
    deliveriesBacklog: { countWaiting: () => Promise.resolve(this.waiting) },
    timersQueue: this.timers,
    pause: (milliseconds) => {
      this.now += milliseconds * 1_000;
      return this.meanwhile();
    },
    vault: {
      seal: (clear) => Buffer.from(clear).toString('base64'),
      open: (sealed) => Buffer.from(sealed, 'base64').toString(),
    },
    signingKeys: this.signingKeys,
    addressPolicy: { httpsOnly: false, allow: [] },
    randomBytes,
  };

  readonly handler = createHandler({ log: this.log, ready: () => Promise.resolve(this.deps) });

  /** A client with a fresh token. */
  async as(
    scope: TokenScope = 'admin',
    account = ACCOUNT,
    username = aUser().username,
    teams: readonly string[] | null = null,
  ): Promise<ReturnType<typeof client>> {
    const text = randomBytes(20).toString('hex');
    const id = randomUUID();
    const token = { id, account, name: 'Test', scope, teams, hash: hashToken(text), username };
    await this.resources.put('token', { ...token, created_at: this.now });
    return client(this.handler, text);
  }

  /** Puts the builders' account, user, team, escalation policy and service there. */
  async settle(): Promise<this> {
    const { resources } = this;
    await resources.put('account', { id: ACCOUNT, name: 'Dunder', owner: aUser().username, created_at: NOW });
    await resources.put('user', aUser());
    await resources.put('team', aTeam());
    await resources.put('escalation_policy', anEscalationPolicy());
    await resources.put('service', aService());
    return this;
  }

  /** Puts an integration there, the builders' own unless told otherwise. */
  async integrate(integration: Integration = anIntegration()): Promise<Integration> {
    await this.resources.put('integration', integration);
    return integration;
  }
}
