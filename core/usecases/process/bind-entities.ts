import type { TraceId } from '../../contracts/alert';
import type { EntityHead, Incident } from '../../contracts/incident';
import type { IncidentRef } from '../../contracts/outcome';
import { bind, newHead, type Decision } from '../../domain/binding/bind';
import type { Operation } from '../../domain/binding/operation';
import { makeIncidentId } from '../../domain/incident-id';
import { locationOf } from '../../domain/incident-location';
import type { Entities, IncidentNumbers, NumberedPlace } from '../ports';

/**
 * How often one entity is decided again because another function wrote it first. Each conflict means that somebody else
 * got ahead, so a storm drains meanwhile; beyond this the messages go back to the queue, which waits longer than we can.
 */
const MAX_CONFLICTS = 12;

/** Up to so many trace ids stay in the head's item, which has to fit one write unit; more go to a page of their own. */
export const HEAD_ALERTS = 12;

/** The alerts of one batch that hit the same entity. */
export interface EntityGroup {
  readonly account: string;
  readonly integration: string;
  readonly entity_id: string;
  readonly operations: readonly Operation[];
}

/** How an alert was bound: to which incident, and why. */
export interface BoundAlert {
  readonly incident: IncidentRef | null;
  readonly created: boolean;
  readonly reason: string;
}

/** Every alert of the groups that could be bound, by trace id, and what went wrong with the others. */
export interface BindResult {
  readonly bound: ReadonlyMap<TraceId, BoundAlert>;
  readonly failures: readonly { readonly group: EntityGroup; readonly error: unknown }[];
}

export interface BindDeps {
  readonly entities: Entities;
  readonly incidentNumbers: IncidentNumbers;
}

interface Work {
  readonly group: EntityGroup;
  rest: readonly Operation[];
  conflicts: number;
  /** A number once allocated is used by the next decision that opens the same incident. */
  reserved: { readonly ordinal: number; readonly number: number } | null;
}

/**
 * Binds the alerts of a batch, all entities side by side, in rounds: load, decide, number, write. One entity write folds
 * all that fits one incident; what opens the next one, and what lost a race, is decided again in the next round. The
 * numbers of a round are allocated together, one write for all.
 */
export async function bindEntities(deps: BindDeps, groups: readonly EntityGroup[]): Promise<BindResult> {
  const bound = new Map<TraceId, BoundAlert>();
  const failures: { group: EntityGroup; error: unknown }[] = [];
  let open: Work[] = groups.map((group) => ({ group, rest: group.operations, conflicts: 0, reserved: null }));
  const fail = (work: Work, error: unknown): void => {
    failures.push({ group: work.group, error });
    work.rest = [];
  };
  while (open.length > 0) {
    const decided = await settle(open, (work) => decide(deps.entities, work), fail);
    await numberAll(deps.incidentNumbers, decided, fail);
    const writable = decided.filter(({ work }) => work.rest.length > 0);
    await settle(
      writable,
      (item) => write(deps.entities, item, bound),
      ({ work }, error) => {
        fail(work, error);
      },
    );
    open = open.filter(({ rest }) => rest.length > 0);
  }
  return { bound, failures };
}

interface Decided {
  readonly work: Work;
  /** The head as it was read: an incident that is left behind is archived with what this says of it. */
  readonly before: EntityHead;
  readonly decision: Decision;
}

/** Runs a step for each item side by side; an item whose step throws is reported and left out, the others go on. */
async function settle<T, R>(
  items: readonly T[],
  step: (item: T) => Promise<R>,
  failed: (item: T, error: unknown) => void,
): Promise<readonly R[]> {
  const results = await Promise.all(
    items.map(async (item) => {
      try {
        return [await step(item)];
      } catch (error) {
        failed(item, error);
        return [];
      }
    }),
  );
  return results.flat();
}

async function decide(entities: Entities, work: Work): Promise<Decided> {
  const { account, integration, entity_id } = work.group;
  const head = (await entities.load(integration, entity_id)) ?? newHead(account, integration, entity_id);
  return { work, before: head, decision: bind(head, work.rest) };
}

/** Gets a number for every decision that opens an incident and has none reserved, by account. */
async function numberAll(
  numbers: IncidentNumbers,
  decided: readonly Decided[],
  fail: (work: Work, error: unknown) => void,
): Promise<void> {
  const unnumbered = decided.filter(
    ({ work, decision }) => decision.opens && work.reserved?.ordinal !== decision.head.incident?.ordinal,
  );
  const byAccount = Map.groupBy(unnumbered, ({ work }) => work.group.account);
  await settle(
    [...byAccount],
    async ([account, items]) => {
      const allocated = await numbers.allocate(account, items.map(placeOf));
      items.forEach(({ work, decision }, index) => {
        const number = allocated[index];
        if (number === undefined) throw new Error('Fewer incident numbers were allocated than asked for.');
        work.reserved = { ordinal: decision.head.incident?.ordinal ?? 0, number };
      });
    },
    ([, items], error) => {
      for (const { work } of items) fail(work, error);
    },
  );
}

/** Where the incident that a decision opens will be. */
function placeOf({ work: { group }, decision: { head } }: Decided): NumberedPlace {
  const { incident } = head;
  if (incident === null) throw new Error('A number is wanted for no incident.');
  // Decided again after a lost race, another alert of the group may open it, under the number that is taken now.
  const not_before = Math.min(...group.operations.map(({ at }) => at));
  return { ...locationOf(incident), team: incident.team, service: incident.service, not_before };
}

/** Writes one decision and notes what it bound; a lost race leaves the work for the next round. */
async function write(entities: Entities, decided: Decided, bound: Map<TraceId, BoundAlert>): Promise<void> {
  const { work, decision } = decided;
  const numbered = withNumber(decision, work.reserved?.number);
  if (decision.changed && !(await save(entities, decided, numbered))) {
    work.conflicts += 1;
    if (work.conflicts > MAX_CONFLICTS) throw new Error('The entity is being written by too many others.');
    return;
  }
  // Alerts that an earlier run bound change nothing, so that the next incident may open in the same write: theirs is the
  // one that is left behind.
  const incidents = [numbered.incident, decision.archive];
  for (const { trace_id, ordinal, created, reason } of decision.bindings) {
    const incident = incidents.find((each) => each?.ordinal === ordinal) ?? null;
    bound.set(trace_id, { incident: incident && refOf(incident), created, reason });
  }
  work.rest = decision.rest;
}

function refOf({ number, unique_id }: Incident): IncidentRef {
  return { incident_number: number, unique_id };
}

/** The head with the number and the id of the incident it opens. */
function withNumber({ head, opens }: Decision, number: number | undefined): EntityHead {
  if (!opens || head.incident === null) return head;
  if (number === undefined) throw new Error('An incident can not be opened without a number.');
  const { account, integration, entity_id, incident } = head;
  const unique_id = makeIncidentId({ account, integration, entity_id, ordinal: incident.ordinal }, number);
  return { ...head, incident: { ...incident, number, unique_id } };
}

/**
 * Effects first, the conditional write that makes them count last: a page of alerts or an archived incident that was
 * written by a loser of the race, or just before a crash, is never looked at. False when somebody else wrote first.
 */
async function save(entities: Entities, { before, decision }: Decided, head: EntityHead): Promise<boolean> {
  if (decision.archive) await entities.archive(before, decision.archive);
  let toSave = head;
  if (head.recent_alerts.length > HEAD_ALERTS) {
    await entities.saveAlertPage(head, head.recent_alerts);
    toSave = { ...head, recent_alerts: [], alert_pages: head.alert_pages + 1 };
  }
  return (await entities.save(toSave, decision.transitioned)) === 'saved';
}
