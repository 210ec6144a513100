import type { TraceId } from '../../contracts/alert';
import type { CollationGroup, CollationWindow } from '../../contracts/collation';
import type { EntityHead, Micros } from '../../contracts/incident';
import { compareOperations, type Operation } from '../../domain/binding/operation';
import type { Collation } from '../../domain/collation/group-keys';
import { addWindow, hasOwnIncident, isOver, windowsAt } from '../../domain/collation/windows';
import type { Collations, Entities, Log } from '../ports';

export interface CollateDeps {
  readonly entities: Pick<Entities, 'load'>;
  readonly collations: Collations;
  readonly log: Log;
}

/** An entity by what it is found by. */
export interface EntityRef {
  readonly integration: string;
  readonly entity_id: string;
}

/** An alert with the entity it is about. `collation` is null where its service does not collate it. */
export interface CollatedOperation {
  readonly own: EntityRef;
  readonly operation: Operation;
  readonly collation: Collation | null;
}

export interface Collated {
  /** The entities of those alerts that go to another one than their own. */
  readonly targets: ReadonlyMap<TraceId, EntityRef>;
  /** Alerts of which it could not be found out where they go. */
  readonly failed: ReadonlySet<TraceId>;
}

/** How often a group is read again because another function opened a window first. */
const MAX_CONFLICTS = 12;

/**
 * Decides for the alerts of a batch whether they go to the incident that their service collates alerts into (contract
 * §2.7), before they are bound. A trigger that falls into no window opens one, by a write under the condition that nobody
 * else did: its entity's incident is where the others go. What an alert was told once it is told again, as windows are
 * kept by accept time. Acknowledges and resolves always are about their own entity.
 *
 * Costs nothing where no service of the batch collates. A service's alerts are taken one after another, in the order of
 * their accept times, as each may open the window that the next one falls into.
 */
export async function collate(deps: CollateDeps, alerts: readonly CollatedOperation[]): Promise<Collated> {
  const targets = new Map<TraceId, EntityRef>();
  const failed = new Set<TraceId>();
  const services = Map.groupBy(alerts.filter(isCollated), ({ collation }) => collation.service);
  await Promise.all(
    [...services.values()].map(async (ofService) => {
      const collator = new Collator(deps, alerts);
      const sorted = ofService.toSorted((a, b) => compareOperations(a.operation, b.operation));
      for (const alert of sorted) {
        try {
          const target = await collator.targetOf(alert);
          if (!isSame(target, alert.own)) targets.set(alert.operation.trace_id, target);
        } catch (error) {
          // Ours, and it may pass: the queue brings the alert again, and the others go on.
          deps.log.error('alert could not be collated', { error: String(error) });
          failed.add(alert.operation.trace_id);
        }
      }
    }),
  );
  return { targets, failed };
}

type Collatable = CollatedOperation & { readonly collation: Collation };

function isCollated(alert: CollatedOperation): alert is Collatable {
  return alert.collation !== null && ['trigger', 'append'].includes(alert.operation.kind);
}

/** Takes the alerts of one service, and reads each group and each entity once. Lives within one call of {@link collate}. */
class Collator {
  private readonly groups = new Map<string, CollationGroup>();
  private readonly heads = new Map<string, EntityHead | null>();
  private readonly resolves: ReadonlyMap<string, readonly Micros[]>;

  constructor(
    private readonly deps: CollateDeps,
    batch: readonly CollatedOperation[],
  ) {
    const resolving = batch.filter(({ operation }) => operation.kind === 'resolve');
    const byEntity = Map.groupBy(resolving, ({ own }) => nameOf(own));
    this.resolves = new Map([...byEntity].map(([name, all]) => [name, all.map(({ operation }) => operation.at)]));
  }

  async targetOf({ own, operation, collation }: Collatable): Promise<EntityRef> {
    const { at, kind } = operation;
    if (hasOwnIncident(await this.head(own), at)) return own;
    for (let conflicts = 0; conflicts <= MAX_CONFLICTS; conflicts++) {
      const window = await this.find(collation, operation);
      // Its own one: it was cut off while it opened windows, and goes on with those that are missing.
      const isMine = window?.from === at && isSame(window, own);
      if (window !== null && !isMine) return window;
      if (kind === 'append') return own;
      if (await this.open(collation, { ...own, from: at, until: at + collation.length })) return own;
    }
    throw new Error('The groups of the service are being written by too many others.');
  }

  /** The window that the alert falls into. Of several groups the oldest one counts, so that who asks again hears the same. */
  private async find(
    { service, keys }: Collation,
    { at, trace_id }: Pick<Operation, 'at' | 'trace_id'>,
  ): Promise<CollationWindow | null> {
    const groups = await Promise.all(keys.map((key) => this.group(service, key)));
    const live: CollationWindow[] = [];
    for (const group of groups) {
      for (const window of windowsAt(group.windows, at)) {
        const head = await this.head(window);
        // A run that was cut off left it there: what was resolved since does not send it elsewhere, or it would count twice.
        if (head?.recent_alerts.includes(trace_id) === true) return window;
        const resolves = this.resolves.get(nameOf(window)) ?? [];
        if (isOver(window, head, resolves, at)) continue;
        live.push(window);
        break;
      }
    }
    return live.sort((a, b) => a.from - b.from || (nameOf(a) < nameOf(b) ? -1 : 1))[0] ?? null;
  }

  /** Opens a window in each group; false when somebody else wrote one of them first: then what they wrote may hold. */
  private async open({ service, keys }: Collation, window: CollationWindow): Promise<boolean> {
    for (const key of keys) {
      const group = await this.group(service, key);
      if (group.windows.some((known) => known.from === window.from && isSame(known, window))) continue;
      const next = addWindow(group, window);
      if ((await this.deps.collations.save(next)) === 'conflict') {
        this.groups.clear();
        this.heads.clear();
        return false;
      }
      this.groups.set(key, next);
    }
    return true;
  }

  private async group(service: string, key: string): Promise<CollationGroup> {
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const group = (await this.deps.collations.load(service, key)) ?? { service, key, version: 0, windows: [] };
    this.groups.set(key, group);
    return group;
  }

  private async head(entity: EntityRef): Promise<EntityHead | null> {
    const name = nameOf(entity);
    const known = this.heads.get(name);
    if (known !== undefined) return known;
    const head = await this.deps.entities.load(entity.integration, entity.entity_id);
    this.heads.set(name, head);
    return head;
  }
}

function nameOf({ integration, entity_id }: EntityRef): string {
  return JSON.stringify([integration, entity_id]);
}

function isSame(a: EntityRef, b: EntityRef): boolean {
  return nameOf(a) === nameOf(b);
}
