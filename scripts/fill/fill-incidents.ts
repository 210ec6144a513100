import { createAlerts } from '../../adapters/dynamodb/alerts';
import { createEntities } from '../../adapters/dynamodb/entities';
import { createIncidentNumbers } from '../../adapters/dynamodb/incident-numbers';
import { createIntegrationAlerts } from '../../adapters/dynamodb/integration-alerts';
import { createResolvedIncidents } from '../../adapters/dynamodb/open-pages';
import type { Table } from '../../adapters/dynamodb/table';
import { STATUS, type EntityHead, type Incident, type Micros } from '../../core/contracts/incident';
import type { Integration } from '../../core/contracts/resources';
import type { Operation, OperationKind } from '../../core/domain/binding/operation';
import { defaultEscalationPolicy } from '../../core/domain/team-defaults';
import { makeTraceId } from '../../core/domain/trace-id';
import type { Entities } from '../../core/usecases/ports';
import { bindEntities, type BoundAlert, type EntityGroup } from '../../core/usecases/process/bind-entities';
import { dealt, NEWEST, RETENTION_DAYS, times, type AccountPlan } from './account-plan';
import { bufferWrites } from './buffer-writes';
import { storedAlertOf, type FillGroup } from './stored-alert';

/** So many numbers at once: ten pages of them. */
const BATCH = 240;
/** Of a batch, so many entities have an incident that another one followed: every twelfth incident is archived. */
const FOLLOWED = 20;
/** One in so many of the older incidents is triggered still, and as many are acknowledged. */
const SELDOM = 40;
/** Two that are open come soon after the mixed ones: the lists of open ones go on there. */
const TURN = 8;
/** So many of the newest are triggered, acknowledged and resolved by turns: ten of each. */
const MIXED = 30;
/** From one entity's first alert to the next one's: 25 minutes, so that 100,000 incidents are almost five years. */
const APART: Micros = 1_500_000_000;
const DAY: Micros = 86_400_000_000;

/** Opens and resolves the plan's incidents by binding alerts, as process does, and tells the newest one. */
export async function fillIncidents(
  table: Table,
  plan: AccountPlan,
  signingKey: Buffer,
  progress: (incidents: number) => void,
): Promise<Incident> {
  const { size, account } = plan;
  if (size.incidents < NEWEST) throw new Error(`An account is filled with ${NEWEST} incidents at least.`);
  const writer = createWriter(table, plan);
  // The newest come last, alone: the whole batches before them have both kinds of entities.
  const whole = Math.floor((size.incidents - NEWEST) / BATCH);
  const rest = size.incidents - whole * BATCH;
  let entity = 0;
  for (let batch = 0; batch <= whole; batch++) {
    const entities = batch < whole ? BATCH - FOLLOWED : rest;
    const groups = times(entities, (i) => {
      const left = batch < whole ? Infinity : rest - 1 - i;
      const followed = batch < whole && i < FOLLOWED;
      return groupOf(
        plan,
        { entity: entity + i, at: timeOf(plan, batch * BATCH + i), ...fateOf(entity + i, left, followed) },
        signingKey,
      );
    });
    entity += entities;
    await writer.write(groups);
    progress(Math.min(size.incidents, (batch + 1) * BATCH));
  }
  const newest = writer.newest();
  if (newest?.number !== size.incidents) throw new Error(`The newest incident of ${account} has another number.`);
  return newest;
}

/** What happens to an entity, and through which integration. */
interface Fate {
  readonly kinds: readonly OperationKind[];
  readonly turn: number;
}

/** `left`: so many come after it. */
function fateOf(entity: number, left: number, followed: boolean): Fate {
  const ends: readonly (readonly OperationKind[])[] = [['trigger'], ['trigger', 'acknowledge'], ['trigger', 'resolve']];
  // The newest are counted from the end, for the same ones to be there in every account.
  const place = left < NEWEST ? left : entity;
  const kinds = ends[left < MIXED ? left % 3 : Math.min((place + TURN) % SELDOM, 2)] ?? [];
  return {
    kinds: followed ? ['trigger', 'resolve', ...kinds] : kinds,
    // The ten of each status are of ten services, the dearest there is to show.
    turn: left < MIXED ? Math.floor(left / 3) : place,
  };
}

interface Story extends Fate {
  readonly entity: number;
  /** When its first alert is accepted. */
  readonly at: Micros;
}

function timeOf({ now, size }: AccountPlan, incident: number): Micros {
  return now - (size.incidents - incident) * APART;
}

function groupOf(plan: AccountPlan, { entity, at: first, kinds, turn }: Story, key: Buffer): FillGroup {
  const integration = dealt(plan.integrations, turn);
  const operations = kinds.map((kind, i): Operation => {
    const at = first + i * 1_000_000;
    const trace_id = makeTraceId(at, plan.bytes(5, 'trace', entity, i), key);
    return { trace_id, at, kind, opening: openingOf(plan, integration, entity) };
  });
  const { account, id } = { account: plan.account, id: integration.id };
  return { account, integration: id, entity_id: `host-${entity}/disk`, operations, of: integration };
}

function openingOf(
  { owner, teams }: AccountPlan,
  { account, team, service }: Integration,
  entity: number,
): Operation['opening'] {
  const owning = teams.find(({ id }) => id === team);
  return {
    ...{ account, team, service, title: `Disk of host-${entity} nearly full`, summary: 'Less than 5 % are free.' },
    ...{ urgency: 1, priority: null, sla: null, tags: [], assigned_to: owner, settings: null, muted_endpoints: [] },
    escalation_policy: owning === undefined ? null : defaultEscalationPolicy(owning).id,
  };
}

interface Writer {
  readonly write: (groups: readonly FillGroup[]) => Promise<void>;
  readonly newest: () => Incident | null;
}

function createWriter(table: Table, { account, now }: AccountPlan): Writer {
  const buffered = bufferWrites(table);
  const { entities, heads } = rememberHeads(createEntities(buffered.table));
  // Numbered when they would have been.
  let at: Micros = now;
  const incidentNumbers = createIncidentNumbers(buffered.table, () => at / 1_000);
  const alerts = createAlerts(buffered.table, RETENTION_DAYS);
  const listed = createIntegrationAlerts(buffered.table, RETENTION_DAYS);
  const resolved = createResolvedIncidents(buffered.table);
  let newest: Incident | null = null;
  return {
    newest: () => newest,
    async write(groups) {
      heads.clear();
      at = Math.max(...groups.flatMap(({ operations }) => operations.map((operation) => operation.at)));
      const { bound, failures } = await bindEntities({ entities, incidentNumbers }, groups);
      if (failures.length > 0) throw failures[0]?.error;
      // The table has deleted older ones: incidents stay for good, alerts don't.
      const recent = groups.filter(({ operations: [first] }) => (first?.at ?? 0) > now - RETENTION_DAYS * DAY);
      for (const group of recent) {
        for (const operation of group.operations) await alerts.store(storedAlertOf(group, operation, bound));
      }
      const together = Map.groupBy(recent, ({ integration }) => integration);
      for (const [integration, some] of together) await listed.add(integration, some.flatMap(traceIdsOf));
      const incidents = [...heads.values()].flatMap(({ incident }) => incident ?? []);
      await resolved.note(account, resolvedNumbers(groups, bound, incidents));
      newest = incidents.toSorted((a, b) => b.number - a.number)[0] ?? newest;
      await buffered.flush();
    },
  };
}

const traceIdsOf = ({ operations }: EntityGroup): readonly string[] => operations.map(({ trace_id }) => trace_id);

/** Those that were left behind, and those that ended resolved. */
function resolvedNumbers(
  groups: readonly FillGroup[],
  bound: ReadonlyMap<string, BoundAlert>,
  latest: readonly Incident[],
): readonly number[] {
  const open = new Set(latest.filter(({ status }) => status !== STATUS.resolved).map(({ number }) => number));
  const all = groups.flatMap(traceIdsOf).flatMap((id) => bound.get(id)?.incident?.incident_number ?? []);
  return [...new Set(all)].filter((number) => !open.has(number));
}

/** What was just written is remembered: the next incident of its entity follows on it before it is in the table. */
function rememberHeads(entities: Entities): { readonly entities: Entities; readonly heads: Map<string, EntityHead> } {
  const heads = new Map<string, EntityHead>();
  return {
    heads,
    entities: {
      ...entities,
      load: (_, entityId) => Promise.resolve(heads.get(entityId) ?? null),
      save: (head, transitioned) => {
        heads.set(head.entity_id, head);
        return entities.save(head, transitioned);
      },
    },
  };
}
