import type { AcceptedAlert } from '../../core/contracts/alert';
import type { StoredAlert } from '../../core/contracts/outcome';
import { demand } from './demand';
import { optionsOf, type Expectation } from './expectations';
import { isExpired } from './expiry';
import { nameOfEntity, type KnownIncident } from './incidents';
import type { ModelEnd } from './model';
import { ROUTER } from './resources';
import type { Task } from './scheduler';
import type { System } from './system';

/** Microseconds that what a router found no integration for is kept. */
const MONTH = 30 * 86_400_000_000;

/** What is known when all is quiet. */
export interface Findings {
  readonly system: System;
  readonly expectations: readonly Expectation[];
  readonly options: ReadonlyMap<string, readonly ModelEnd[]>;
  readonly incidents: ReadonlyMap<string, KnownIncident>;
  /** By trace id, the entities whose incidents list an alert; see {@link nameOfEntity}. */
  readonly listed: ReadonlyMap<string, ReadonlySet<string>>;
  /** Trace ids of messages that went to the dead-letter queue. */
  readonly buried: ReadonlySet<string>;
}

/** Every accepted alert ended once, as the model says, with an incident that exists (I2). */
export async function checkAlerts(findings: Findings): Promise<void> {
  const { system, expectations, options } = findings;
  const [unexcused] = system.queues.alerts.unexcused.filter((body) => !body.includes('"poison"'));
  demand(unexcused === undefined, () => `I2: ${unexcused} was given up, though nothing failed.`);
  for (const expectation of expectations) checkMessage(findings, expectation);
  for (const [traceId, ends] of options) checkRow(findings, ends, system.alerts.rows.get(traceId));
  const known = new Set([...system.observer.queued.keys(), ...options.keys()]);
  const strange = [...system.alerts.rows.keys()].find((id) => !known.has(id));
  demand(strange === undefined, () => `I2: there is a row ${strange}, which nobody sent.`);
  await checkLists(system);
}

/** What went to the dead-letter queue: only faults of ours, or a poisoned entity in it, may bring it there. */
export function buriedOf({ queues, plan }: System): ReadonlySet<string> {
  // Without faults nothing is given up but what can't be worked on, whoever was in the same batch (I9).
  const isMeant = (body: string): boolean => !plan.isPoisoned || body.includes('"poison"');
  return new Set(queues.alerts.buried.filter(isMeant).map((body) => (JSON.parse(body) as AcceptedAlert).trace_id));
}

/** All alerts of a message have a row, unless it was given up: then as far as somebody came. */
function checkMessage({ system, buried }: Findings, { accepted, ways }: Expectation): void {
  const { trace_id, accepted_at } = accepted;
  if (isExpired(system, accepted_at)) return;
  const has = ({ traceId }: ModelEnd): boolean => system.alerts.rows.has(traceId);
  const isWhole = ways.some((way) => way.every(has));
  const isGivenUp = buried.has(trace_id) && system.alerts.rows.has(trace_id);
  demand(isWhole || isGivenUp, () => `I2: alert ${trace_id} (${JSON.stringify(accepted.body)}) has no outcome.`);
}

function checkRow(findings: Findings, ends: readonly ModelEnd[], row: StoredAlert | undefined): void {
  if (row === undefined) return;
  const { system, buried } = findings;
  const { outcome, trace_id } = row;
  const fitting = fittingEnds(ends, row);
  // Of a body that was given up, elements say so under the trace id of the whole.
  const isGivenUp = outcome.status === 'failed' && buried.has(trace_id);
  demand(
    fitting.length > 0 || isGivenUp,
    () => `I2: alert ${trace_id} ended as ${JSON.stringify(outcome)}, and should as ${JSON.stringify(ends)}.`,
  );
  if (!isGivenUp && fitting.every((end) => end.ends === 'unrouted')) checkUnrouted(system, row);
  if (outcome.status === 'completed' && outcome.incident !== null) checkIncident(findings, row, fitting);
  const mustBind =
    !isGivenUp && fitting.length > 0 && fitting.every((end) => end.ends === 'bound' && end.kind === 'trigger');
  demand(
    !mustBind || (outcome.status === 'completed' && outcome.incident !== null),
    () => `I2: alert ${trace_id} triggers, and has no incident.`,
  );
}

/** The runs of process that had the message of an alert in their hands. */
export function runsOf({ system, expectations }: Findings, traceId: string): readonly Task[] {
  const of = expectations.find(({ ways }) => ways.some((way) => way.some((end) => end.traceId === traceId)));
  return of === undefined ? [] : system.runs.of(of.accepted.trace_id);
}

/** Those of the possible ends that the row says. */
export function fittingEnds(
  ends: readonly ModelEnd[],
  { outcome, alert, integration, fan_out }: StoredAlert,
): readonly ModelEnd[] {
  return ends.filter((end) => {
    switch (end.ends) {
      case 'failed':
      case 'unrouted':
        return outcome.status === 'failed';
      case 'suppressed':
        return outcome.status === 'completed' && outcome.suppressed && outcome.incident === null;
      case 'request':
        return outcome.status === 'completed' && fan_out !== null;
      case 'bound':
        return (
          outcome.status === 'completed' &&
          !outcome.suppressed &&
          integration?.id === end.integration &&
          alert?.entity_id === end.entity
        );
    }
  });
}

/** The incident that an alert names is there, lists it, and is its own entity's unless its service collates. */
function checkIncident({ system, incidents }: Findings, row: StoredAlert, fitting: readonly ModelEnd[]): void {
  const { trace_id, outcome } = row;
  const ref = outcome.status === 'completed' ? outcome.incident : null;
  demand(
    !fitting.some(({ ends }) => ends === 'suppressed'),
    () => `I2: alert ${trace_id} has an incident and should have none.`,
  );
  const known = incidents.get(ref?.unique_id ?? '');
  demand(
    known !== undefined,
    () => `I2: alert ${trace_id} names incident ${ref?.incident_number}, which is not there.`,
  );
  const { entity_id, integration, number } = known.incident;
  const isOwn = fitting.some(
    (end) => end.ends === 'bound' && end.entity === entity_id && end.integration === integration,
  );
  demand(isOwn || system.plan.collation !== null, () => `I2: alert ${trace_id} names an incident of another entity.`);
  demand(known.alerts.has(trace_id), () => `I2: incident ${number} does not list ${trace_id}.`);
}

/** What a router has no integration for is not lost: it is in the router's list. */
function checkUnrouted(system: System, { trace_id, accepted_at }: StoredAlert): void {
  if (isExpired(system, accepted_at, MONTH)) return;
  const isListed = [...system.errors.rows.values()].some(
    (error) => error.trace_id === trace_id && error.integration === ROUTER.id && error.kind === 'unrouted',
  );
  demand(isListed, () => `I2: alert ${trace_id} matches no ruleset and is not in the router's list.`);
}

/** Every alert that was worked on is in the list of its integration. */
async function checkLists(system: System): Promise<void> {
  const { alerts, integrationAlerts } = system;
  const rows = [...alerts.rows.values()].filter((row) => row.alert !== null && !isExpired(system, row.accepted_at));
  for (const [integration, some] of Map.groupBy(rows, (row) => row.integration?.id ?? '')) {
    const listed = new Set((await integrationAlerts.list(integration, { limit: Infinity })).alerts);
    const missing = some.find(({ trace_id }) => !listed.has(trace_id));
    demand(missing === undefined, () => `I2: alert ${missing?.trace_id} is not listed with its integration.`);
  }
}

/** Everything that the checks at the end look at. */
export function findingsOf(
  system: System,
  incidents: Findings['incidents'],
  expectations: readonly Expectation[],
): Findings {
  return {
    system,
    expectations,
    options: optionsOf(expectations),
    incidents,
    listed: listedOf(incidents),
    buried: buriedOf(system),
  };
}

function listedOf(incidents: Findings['incidents']): Findings['listed'] {
  const listed = new Map<string, Set<string>>();
  for (const { incident, alerts } of incidents.values()) {
    for (const traceId of alerts) listed.set(traceId, (listed.get(traceId) ?? new Set()).add(nameOfEntity(incident)));
  }
  return listed;
}
