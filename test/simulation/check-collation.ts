import { STATUS, type Incident } from '../../core/contracts/incident';
import type { StoredAlert } from '../../core/contracts/outcome';
import { fittingEnds, runsOf, type Findings } from './check-alerts';
import { demand } from './demand';
import { nameOfEntity } from './incidents';
import type { PlannedCollation } from './plan';
import type { Task } from './scheduler';

const MINUTE = 60_000_000;

/** An alert with its own entity, as its row says them. */
interface Placed {
  readonly row: StoredAlert;
  readonly at: number;
  readonly entity: string;
  /** Of its own entity it may open an incident; it may join one of others. */
  readonly opens: boolean;
  readonly joins: boolean;
}

/**
 * Where a service collates (decision 23): an alert that is not with its own entity is with one whose alert opened a window
 * that it falls into, and matches that alert; acknowledges and resolves are never collated; nobody is counted twice; and
 * by time nobody opens an incident of their own while there is one to join.
 */
export function checkCollation(findings: Findings): void {
  const { collation } = findings.system.plan;
  if (collation === null) return;
  const placed = placedOf(findings);
  for (const alert of placed) checkPlace(findings, collation, { alert, placed });
  checkListedOnce(findings);
  if (collation.by !== 'any') checkTogether(findings, collation, placed);
}

function placedOf({ system, options }: Findings): readonly Placed[] {
  return [...system.alerts.rows.values()].flatMap((row) => {
    const ends = fittingEnds(options.get(row.trace_id) ?? [], row).filter((end) => end.ends === 'bound');
    if (ends.length === 0 || row.alert === null) return [];
    const entity = nameOfEntity({ integration: row.integration?.id ?? '', entity_id: row.alert.entity_id });
    const kinds = ends.map(({ kind }) => kind);
    const joins = kinds.some((kind) => kind === 'trigger' || kind === 'append');
    return [{ row, at: row.accepted_at, entity, opens: kinds.includes('trigger'), joins }];
  });
}

function incidentOf({ incidents }: Findings, { outcome }: StoredAlert): Incident | null {
  const ref = outcome.status === 'completed' ? outcome.incident : null;
  return incidents.get(ref?.unique_id ?? '')?.incident ?? null;
}

function checkPlace(
  findings: Findings,
  collation: PlannedCollation,
  { alert, placed }: { readonly alert: Placed; readonly placed: readonly Placed[] },
): void {
  const incident = incidentOf(findings, alert.row);
  if (incident === null || nameOfEntity(incident) === alert.entity) return;
  const { trace_id } = alert.row;
  demand(alert.joins, () => `Collation: ${trace_id} says what became of its own entity, and is with another one.`);
  const opened = placed.filter(
    (other) =>
      other.opens &&
      other.entity === nameOfEntity(incident) &&
      Math.abs(other.at - alert.at) < collation.minutes * MINUTE &&
      isMatch(collation, other.row, alert.row) &&
      mayHaveOpened(findings, other, incident),
  );
  // The one that opened the window may have been given up since, or its time is over.
  const isKnown = opened.length > 0 || findings.buried.size > 0 || isPartial(findings);
  demand(isKnown, () => `Collation: ${trace_id} is with incident ${incident.number} and fits none of its alerts.`);
}

/**
 * May the alert have opened a window of its entity? It opened an incident, or came before the one that did, or was worked
 * on at the same time; or it was cut off, or overtaken by another entity's, before it could.
 */
function mayHaveOpened(findings: Findings, { row, at, entity }: Placed, { opened_by }: Incident): boolean {
  const isForeign = findings.system.alerts.rows.get(opened_by)?.alert?.entity_id !== row.alert?.entity_id;
  const runs = runsOf(findings, row.trace_id);
  if (isForeign || runs.length > 1) return true;
  const isAtOnce = (other: string): boolean =>
    runsOf(findings, other).some((run) => runs.some((own) => overlap(run, own) && overlap(own, run)));
  return [...findings.incidents.values()]
    .filter(({ incident }) => nameOfEntity(incident) === entity)
    .some(({ incident }) => at <= incident.created_at || isAtOnce(incident.opened_by));
}

function overlap(one: Task, other: Task): boolean {
  return one.startedAt <= (other.endedAt ?? Infinity);
}

/** Is something missing from what is known? Rows that expired; runs that found other things than those that counted. */
function isPartial({ system: { plan } }: Findings): boolean {
  return plan.sweeps.length > 0 || plan.settings.length > 0;
}

function isMatch({ by }: PlannedCollation, a: StoredAlert, b: StoredAlert): boolean {
  if (by === 'time') return true;
  const labelOf = ({ alert }: StoredAlert): unknown => (alert?.payload as { readonly label?: string } | null)?.label;
  const isSameTitle = a.alert?.message === b.alert?.message;
  const isSameLabel = labelOf(a) !== undefined && labelOf(a) === labelOf(b);
  return by === 'all' ? isSameTitle && isSameLabel : isSameTitle || isSameLabel;
}

/** An alert goes to one entity. Only one that was cut off may have been left with another one before (decision 23). */
function checkListedOnce(findings: Findings): void {
  if (isPartial(findings)) return;
  for (const [traceId, entities] of findings.listed) {
    const isRight = entities.size === 1 || runsOf(findings, traceId).length > 1;
    demand(isRight, () => `Collation: ${traceId} is with ${[...entities].join(' and ')}.`);
  }
}

/** Nobody opened an entity's first incident while another's was open and its window too. */
function checkTogether(findings: Findings, collation: PlannedCollation, placed: readonly Placed[]): void {
  if (isPartial(findings) || findings.buried.size > 0) return;
  // A later incident of an entity may have been opened by an alert that was about to join the one before, which was
  // resolved at that moment: that opens no window (decision 23).
  const first = [...findings.incidents.values()].map(({ incident }) => incident).filter(({ ordinal }) => ordinal === 1);
  const rows = findings.system.alerts.rows;
  const isAlike = (a: string, b: string): boolean => {
    const [one, other] = [rows.get(a), rows.get(b)];
    return one !== undefined && other !== undefined && isMatch(collation, one, other);
  };
  // One that was opened by another entity's alert has an older window: its own alert was cut off before it opened it.
  const own = new Map(placed.map(({ row, entity }) => [row.trace_id, entity]));
  const isOwn = (number: number, opener: string): boolean =>
    first.some((incident) => incident.number === number && own.get(opener) === nameOfEntity(incident));
  for (const earlier of first) {
    const triggers = placed.filter(({ opens, entity }) => opens && entity === nameOfEntity(earlier));
    const until = Math.min(...triggers.map(({ at }) => at)) + collation.minutes * MINUTE;
    const later = first.find(
      (incident) =>
        incident.number !== earlier.number &&
        isOwn(incident.number, incident.opened_by) &&
        isAlike(earlier.opened_by, incident.opened_by) &&
        incident.created_at > earlier.created_at &&
        incident.created_at < until &&
        (earlier.status !== STATUS.resolved || (earlier.resolved_at ?? 0) > incident.created_at) &&
        // What was resolved before parts them, also when it was processed after: either may have been the one to join.
        ![earlier, incident].some((one) => isResolvedBefore(findings, one, incident.created_at)),
    );
    demand(
      later === undefined,
      () => `Collation: incident ${later?.number} was opened in the window of ${earlier.number}.`,
    );
  }
}

/** Is there an alert that resolves the incident's entity, of before that time? */
function isResolvedBefore({ options }: Findings, incident: Incident, time: number): boolean {
  return [...options.values()].flat().some((end) => {
    if (end.ends !== 'bound' || end.kind !== 'resolve' || end.at >= time) return false;
    return end.integration === incident.integration && end.entity === incident.entity_id;
  });
}
