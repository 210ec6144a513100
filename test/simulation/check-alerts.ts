import type { AcceptedAlert } from '../../core/contracts/alert';
import { STATUS, type Incident } from '../../core/contracts/incident';
import type { IncidentRef, StoredAlert } from '../../core/contracts/outcome';
import { alertIdOf } from '../../core/domain/trace-id';
import { alertsOf, stateAfter, type ModelAlert, type ModelState } from './model';
import { demand } from './observer';
import { START, type System } from './system';

/** Beyond so many triggers since a resolve, acknowledged or triggered is not exact any more (decision 4). */
const EXACT_TRIGGERS = 16;
/** Of an entity with more alerts that were buried, not all ways are tried in which they may have counted. */
const TRIED_BURIED = 6;

/** An incident with the alerts that it lists. */
export interface KnownIncident {
  readonly incident: Incident;
  readonly alerts: ReadonlySet<string>;
}

/** All incidents in the table, by unique id. */
export function incidentsOf({ entities }: System): ReadonlyMap<string, KnownIncident> {
  const all = [...entities.archived.values(), ...entities.heads.values()].flatMap(({ incident, recent_alerts }) => {
    if (incident === null) return [];
    const paged = entities.pages.filter((page) => page.incident === incident.unique_id).flatMap(({ alerts }) => alerts);
    return [[incident.unique_id, { incident, alerts: new Set([...paged, ...recent_alerts]) }] as const];
  });
  return new Map(all);
}

/** Every accepted alert ended once, as the model says, with an incident that exists (I2, I3, I4, I6). */
export async function checkAlerts(system: System): Promise<void> {
  const { plan, observer, alerts: table } = system;
  const incidents = incidentsOf(system);
  const expected = [...observer.queued.values()].flatMap((accepted) => alertsOf(accepted, plan, START));
  for (const alert of expected) checkAlert(system, alert, incidents);
  for (const accepted of observer.queued.values())
    demand(table.rows.has(accepted.trace_id), () => `I2: request ${accepted.trace_id} has no row.`);
  const known = new Set([...observer.queued.keys(), ...expected.map(({ traceId }) => traceId)]);
  const strange = [...table.rows.keys()].find((id) => !known.has(id));
  demand(strange === undefined, () => `I2: there is a row ${strange}, which nobody sent.`);
  checkOpeners(system, incidents);
  checkNumbers(incidents);
  checkStates(system, expected);
  await checkLists(system);
}

function checkAlert(system: System, alert: ModelAlert, incidents: ReadonlyMap<string, KnownIncident>): void {
  const row = system.alerts.rows.get(alert.traceId);
  // A body that was given up ends as a whole: its elements have rows only as far as somebody came.
  if (row === undefined && alert.isElement && isBuried(system, alert)) return;
  demand(row !== undefined, () => `I2: alert ${alert.traceId} (${alert.type}, ${alert.entity}) has no outcome.`);
  const { outcome } = row;
  if (outcome.status === 'failed') {
    const isMeant = alert.isMaintained || isBuried(system, alert);
    demand(isMeant, () => `I2: alert ${alert.traceId} failed: ${outcome.error}`);
    return;
  }
  const isEnded = alert.isMaintained || alert.suppressed;
  demand(
    outcome.suppressed === alert.suppressed && !(alert.isMaintained && !alert.suppressed),
    () => `I2: alert ${alert.traceId} did not end as its body and the windows say.`,
  );
  if (outcome.incident === null) return;
  demand(!isEnded, () => `I2: alert ${alert.traceId} has an incident and should have none.`);
  const known = incidents.get(outcome.incident.unique_id);
  demand(
    known !== undefined,
    () => `I2: alert ${alert.traceId} names incident ${outcome.incident?.incident_number}, which is not there.`,
  );
  const isOwn =
    known.incident.entity_id === (alert.entity ?? alertIdOf(alert.traceId)) &&
    known.incident.integration === alert.integration;
  demand(isOwn, () => `I2: alert ${alert.traceId} names an incident of another entity.`);
  demand(
    known.alerts.has(alert.traceId),
    () => `I2: incident ${known.incident.number} does not list ${alert.traceId}.`,
  );
}

/** Did the alert's message go to the dead-letter queue? Only faults of ours, or a poisoned entity in it, may bring it there. */
function isBuried({ queues, plan }: System, { traceId }: ModelAlert): boolean {
  const message = queues.alerts.buried.find((body) => {
    const accepted = JSON.parse(body) as AcceptedAlert;
    return alertsOf(accepted, plan, START).some((alert) => alert.traceId === traceId);
  });
  // Without faults nothing is given up but what can't be worked on, whoever was in the same batch (I9).
  return message !== undefined && (!plan.isPoisoned || message.includes('"poison"'));
}

/** Every alert that was worked on is in the list of its integration. */
async function checkLists({ alerts, integrationAlerts }: System): Promise<void> {
  const rows = [...alerts.rows.values()].filter(({ alert }) => alert !== null);
  for (const [integration, some] of Map.groupBy(rows, (row) => row.integration?.id ?? '')) {
    const listed = new Set((await integrationAlerts.list(integration, { limit: Infinity })).alerts);
    const missing = some.find(({ trace_id }) => !listed.has(trace_id));
    demand(missing === undefined, () => `I2: alert ${missing?.trace_id} is not listed with its integration.`);
  }
}

/** Each incident was opened by one alert, which says so unless it was given up. */
function checkOpeners({ alerts }: System, incidents: ReadonlyMap<string, KnownIncident>): void {
  const creators = new Map<string, StoredAlert>();
  for (const row of alerts.rows.values()) {
    const { outcome } = row;
    if (outcome.status !== 'completed' || !outcome.is_incident_created) continue;
    const id = outcome.incident?.unique_id ?? '';
    demand(!creators.has(id), () => `I2: two alerts say that they opened ${id}.`);
    creators.set(id, row);
  }
  for (const { incident } of incidents.values()) {
    const creator = creators.get(incident.unique_id);
    const outcome = alerts.rows.get(incident.opened_by)?.outcome;
    // Its row was still to be written when it was given up, or when its entity went on to the next incident: then it
    // says that it joined that one.
    const isExcused = outcome?.status !== 'completed' || isArchived(outcome.incident, incident, incidents);
    demand(
      creator?.trace_id === incident.opened_by || isExcused,
      () => `I2: nobody says that they opened ${incident.number}.`,
    );
  }
}

/** Does an opener's outcome name a later incident of the same entity than the one that it opened? */
function isArchived(ref: IncidentRef | null, opened: Incident, incidents: ReadonlyMap<string, KnownIncident>): boolean {
  const named = incidents.get(ref?.unique_id ?? '')?.incident;
  return named !== undefined && named.ordinal > opened.ordinal;
}

/** At most one number per incident, and an entity's incidents in the order of their numbers (I6). */
function checkNumbers(incidents: ReadonlyMap<string, KnownIncident>): void {
  const numbers = [...incidents.values()].map(({ incident }) => incident.number);
  demand(new Set(numbers).size === numbers.length, () => 'I6: two incidents have the same number.');
}

/** Every entity is as if its alerts had come one by one in the order of their accept times (I4). */
function checkStates(system: System, expected: readonly ModelAlert[]): void {
  const entities = Map.groupBy(expected, ({ integration, entity, traceId }) =>
    JSON.stringify([integration, entity ?? alertIdOf(traceId)]),
  );
  for (const [name, alerts] of entities) {
    const [integration, entity] = JSON.parse(name) as [string, string];
    const head = [...system.entities.heads.values()].find(
      (each) => each.integration === integration && each.entity_id === entity,
    );
    const state = stateOf(head?.incident ?? null);
    const possible = possibleStates(
      system,
      alerts,
      (change) => change.integration === integration && change.entity_id === entity,
    );
    const isExact = alerts.length <= EXACT_TRIGGERS;
    const isRight = possible.has(state) || (!isExact && isOpen(state) && [...possible].some(isOpen));
    demand(isRight, () => `I4: entity ${entity} is ${state} and should be ${[...possible].join(' or ')}.`);
    checkTimeouts(system, state, entity);
  }
}

/** All states that the entity may end in: an alert that was given up may have counted before, or not. */
function possibleStates(
  system: System,
  alerts: readonly ModelAlert[],
  isOfEntity: (change: { readonly integration: string; readonly entity_id: string }) => boolean,
): ReadonlySet<ModelState> {
  const changes = system.observer.counted.filter(isOfEntity);
  const isGivenUp = ({ traceId }: ModelAlert): boolean =>
    system.alerts.rows.get(traceId)?.outcome.status !== 'completed';
  const certain = alerts.filter((alert) => !isGivenUp(alert));
  const doubtful = alerts.filter((alert) => isGivenUp(alert) && !alert.isMaintained);
  if (doubtful.length > TRIED_BURIED) return new Set(['none', 'triggered', 'acknowledged', 'resolved']);
  const states = Array.from({ length: 2 ** doubtful.length }, (_, choice) => {
    const counted = doubtful.filter((_alert, index) => (choice >> index) & 1);
    return stateAfter([...certain, ...counted], changes, system.plan.createIncidentsFor);
  });
  return new Set(states);
}

/** When all is quiet no timer is left to wait for. */
function checkTimeouts({ plan }: System, state: ModelState, entity: string): void {
  demand(plan.autoResolve === 0 || !isOpen(state), () => `Entity ${entity} did not resolve by itself.`);
  const isTimedOut = plan.acknowledgementTimeout > 0 && state === 'acknowledged';
  demand(!isTimedOut, () => `The acknowledgement of entity ${entity} did not time out.`);
}

function isOpen(state: ModelState): boolean {
  return state === 'triggered' || state === 'acknowledged';
}

function stateOf(incident: Incident | null): ModelState {
  switch (incident?.status) {
    case undefined:
      return 'none';
    case STATUS.triggered:
      return 'triggered';
    case STATUS.acknowledged:
      return 'acknowledged';
    case STATUS.resolved:
      return 'resolved';
  }
}
