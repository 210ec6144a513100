import { MemoryAlerts } from '../support/fakes/memory-alerts';
import { MemoryBacklogs } from '../support/fakes/memory-backlogs';
import { MemoryCollations } from '../support/fakes/memory-collations';
import { MemoryDeliveries } from '../support/fakes/memory-deliveries';
import { MemoryEndpointHealths } from '../support/fakes/memory-endpoint-healths';
import { MemoryEntities } from '../support/fakes/memory-entities';
import { MemoryIncidentNumbers } from '../support/fakes/memory-incident-numbers';
import { MemoryIntegrationAlerts } from '../support/fakes/memory-integration-alerts';
import { MemoryIntegrationErrors } from '../support/fakes/memory-integration-errors';
import { MemoryResolvedIncidents } from '../support/fakes/memory-resolved-incidents';
import type { MemoryResources } from '../support/fakes/memory-resources';
import type { CollationGroup } from '../../core/contracts/collation';
import type { EntityHead } from '../../core/contracts/incident';
import type { StoredAlert } from '../../core/contracts/outcome';
import { Faults } from './faults';
import { Observer } from './observer';
import type { Parts } from './parts';
import type { Plan } from './plan';
import type { HistoricItems } from './history';
import { SimulatedQueue } from './queue';
import { Random } from './random';
import { Receivers } from './receivers';
import { Runs } from './runs';
import { Scheduler } from './scheduler';
import { SimulatedStream } from './stream';

/** Microseconds: when every simulation begins. */
export const START = 1_790_000_000_000_000;

/** What all functions have in common. */
export const SIGNING = { traceIds: Buffer.alloc(32, 1), integrationKeys: Buffer.alloc(32, 2) };
export const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What a system is made of beside its plan. */
interface Setup {
  readonly parts: Parts;
  /** What people configured, and all that it ever was. */
  readonly resources: MemoryResources;
  readonly items: HistoricItems;
  readonly tells: boolean;
}

interface Edit {
  readonly incident: string;
  readonly text: string;
}

/** What functions work with, in memory: tables, queues, receivers, and the order in which things happen. */
export class System {
  readonly random: Random;
  readonly faults: Faults;
  readonly scheduler: Scheduler;
  readonly observer: Observer;
  readonly receivers: Receivers;
  readonly stream: SimulatedStream;
  readonly entities: MemoryEntities;
  readonly alerts: MemoryAlerts;
  readonly numbers = new MemoryIncidentNumbers();
  readonly deliveries = new MemoryDeliveries();
  readonly healths = new MemoryEndpointHealths();
  readonly backlogs = new MemoryBacklogs();
  readonly errors = new MemoryIntegrationErrors();
  readonly integrationAlerts = new MemoryIntegrationAlerts();
  readonly collations = new WatchedCollations((lost) => {
    this.observer.sees(`Collation: the window of ${lost} was written over.`);
  });
  readonly resolved = new MemoryResolvedIncidents();
  readonly runs = new Runs();
  /** What people asked of incidents, by their unique ids. `done`: texts of titles whose change was answered with 200. */
  readonly wanted = { titles: new Array<Edit>(), notes: new Array<Edit>(), done: new Set<string>() };
  /** Trace ids of alerts of which somebody was told that they have ended. */
  readonly ended = new Set<string>();
  /** Unique ids of incidents with a transition that dispatch gave up on: redispatch tells of it, maybe out of order. */
  readonly givenUp = new Set<string>();
  readonly queues: Readonly<Record<'alerts' | 'deliveries' | 'timers' | 'failures' | 'dead', SimulatedQueue>>;

  readonly parts: Parts;
  readonly resources: MemoryResources;
  readonly items: HistoricItems;

  constructor(
    readonly plan: Plan,
    { parts, resources, items, tells }: Setup,
  ) {
    this.parts = parts;
    this.resources = resources;
    this.items = items;
    this.random = new Random(plan.seed + 1);
    this.faults = new Faults(new Random(plan.seed + 2), plan.faults, new Set(plan.without));
    this.entities = new PoisonedEntities(plan.isPoisoned);
    this.alerts = new WatchedAlerts((alert) => {
      this.observer.stored(alert);
    });
    this.observer = new Observer({
      entities: this.entities,
      alerts: this.alerts.rows,
      versions: (key, from, to) => items.versions(key, from, to),
    });
    this.stream = new SimulatedStream(this.entities, parts.passes);
    this.scheduler = new Scheduler(this.random, this.faults, {
      start: START,
      tells,
      afterEffect: () => {
        this.stream.takeIn();
        this.observer.look();
      },
    });
    items.now = () => this.scheduler.now;
    const world = { now: () => this.scheduler.now, start: START, random: this.random };
    this.receivers = new Receivers(world, plan.modes);
    this.queues = this.makeQueues();
  }

  private makeQueues(): System['queues'] {
    const { plan, random, faults, scheduler } = this;
    const tell = (line: string): void => {
      scheduler.tell(line);
    };
    const world = { now: () => scheduler.now, random, faults, tell };
    // Visibility timeouts are those of the stack.
    const make = (name: string, visibility: number, maxReceives: number, deadLetters: SimulatedQueue | null) =>
      new SimulatedQueue(world, { name, isFifo: name === 'deliveries', visibility, maxReceives, deadLetters });
    const dead = make('dead', 180, Infinity, null);
    const deliveries = make('deliveries', 270, plan.deliveryReceives, dead);
    deliveries.keepsGroups = this.parts.keepsGroups;
    return {
      dead,
      deliveries,
      alerts: make('alerts', 120, plan.alertReceives, dead),
      timers: make('timers', 180, Infinity, null),
      failures: make('failures', 180, Infinity, null),
    };
  }
}

/** The table with one entity that can't be read. */
class PoisonedEntities extends MemoryEntities {
  constructor(private readonly isPoisoned: boolean) {
    super();
  }

  override load(integration: string, entityId: string): Promise<EntityHead | null> {
    if (this.isPoisoned && entityId === 'poison') return Promise.reject(new Error('The item can not be read.'));
    return super.load(integration, entityId);
  }
}

/** Alerts, and somebody who watches what is stored of them. */
class WatchedAlerts extends MemoryAlerts {
  constructor(private readonly watch: (alert: StoredAlert) => void) {
    super();
  }

  override async store(alert: StoredAlert): Promise<'stored' | 'exists'> {
    const stored = await super.store(alert);
    const row = this.rows.get(alert.trace_id);
    if (row !== undefined) this.watch(row);
    return stored;
  }
}

/** Microseconds after its end in which somebody may still look for a window (decision 23). */
const REMEMBERED = 3 * 3_600_000_000;

/** Windows, and somebody who watches that none gets lost while alerts may fall into it. */
class WatchedCollations extends MemoryCollations {
  constructor(private readonly sees: (entity: string) => void) {
    super();
  }

  override async save(group: CollationGroup): Promise<'saved' | 'conflict'> {
    const before = await this.load(group.service, group.key);
    const result = await super.save(group);
    if (result === 'conflict' || before === null) return result;
    const latest = Math.max(...group.windows.map(({ from }) => from));
    const lost = before.windows.find(
      ({ from, until, entity_id }) =>
        until > latest - REMEMBERED &&
        !group.windows.some((kept) => kept.from === from && kept.entity_id === entity_id),
    );
    if (lost !== undefined) this.sees(lost.entity_id);
    return result;
  }
}
