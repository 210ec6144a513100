import { STATUS, type Incident, type MergedChild, type Micros } from '../../contracts/incident';
import type { FieldError } from '../../contracts/json';
import type { BodyOf } from '../../contracts/schemas/body-schemas';
import type { IncidentChange, Refused } from '../../domain/binding/change';
import { locationOf } from '../../domain/incident-location';
import type { ChangeResult, DecideChange } from '../change-incident';
import { changeAsCaller } from './change-as-caller';
import type { ApiDeps } from './deps';
import { findIncident, type IncidentPath } from './find-incident';
import { conflict, invalid, NOT_FOUND } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';
import { changeAndShow } from './update-incident';

type Deps = Pick<ApiDeps, 'clock' | 'directory' | 'entities' | 'incidents' | 'resources'>;

/** So many keep the parent's item, which every alert of it writes, from growing without bound. */
const MOST_CHILDREN = 50;

/**
 * Merges incidents into one (contract §2.7): all of them are acknowledged, and when the parent is resolved, they are. Each
 * goes on taking the alerts of its own entity. Done again, it does what is missing.
 */
export async function mergeIncidents(
  deps: Deps,
  { caller, params, body }: ApiRequest<IncidentPath, BodyOf<'merge'>>,
): Promise<Reply> {
  const at = deps.clock();
  const parent = (await findIncident(deps, caller, params))?.incident;
  if (parent === undefined) return NOT_FOUND;
  const named = [...new Set(body.incidents.map(String))];
  const found = await Promise.all(named.map((incident) => findIncident(deps, caller, { incident })));
  const children = found.flatMap((each) => each?.incident ?? []);
  const errors = found.flatMap((each, index) => errorOf(parent, each?.incident ?? null, index));
  if (errors.length > 0) return invalid(...errors);
  // Before anything is written: what is plain to see is refused as a whole.
  const refusal = [joinAsParent(children, at)(parent), ...children.map(joinAsChild(parent, at))].find(isRefusal);
  return refusal ? conflict(refusal.reason) : merge(deps, { parent, children, at });
}

interface Merging {
  readonly parent: Incident;
  readonly children: readonly Incident[];
  readonly at: Micros;
}

/**
 * The parent is written first: a child that it names, but that does not name it yet, is left alone when it is resolved.
 * The other way round a child could be missed.
 */
async function merge(deps: Deps, { parent, children, at }: Merging): Promise<Reply> {
  const joined = await changeAsCaller(deps, parent, joinAsParent(children, at));
  if (joined.status === 'refused') return conflict(joined.reason);
  const results = await Promise.all(children.map((child) => changeAsCaller(deps, child, joinAsChild(parent, at))));
  const lost = children.filter((_, index) => isLost(results[index]));
  if (lost.length > 0) {
    await changeAsCaller(deps, parent, leaveParent(lost));
    const numbers = lost.map(({ number }) => `#${number}`).join(', ');
    return conflict(`Not merged, as others changed them at the same time: ${numbers}.`);
  }
  // Resolved in the meantime: then its end may have come to the children before they were its children.
  const now = await changeAsCaller(deps, parent, () => ({}));
  if (now.status === 'unchanged' && now.incident.status === STATUS.resolved) {
    const resolve: DecideChange = () => ({ status: { kind: 'resolve', at } });
    await Promise.all(children.map((child) => changeAsCaller(deps, child, resolve)));
  }
  return changeAndShow(deps, parent, () => ({}));
}

function errorOf(parent: Incident, child: Incident | null, index: number): readonly FieldError[] {
  const path = `incidents[${index}]`;
  if (child === null || child.team !== parent.team) {
    return [{ path, message: 'There is no incident with this number or unique id in the team.' }];
  }
  if (child.number === parent.number) return [{ path, message: 'An incident can not be merged into itself.' }];
  return [];
}

/** The parent's own change. */
function joinAsParent(children: readonly Incident[], at: Micros): DecideChange {
  return (incident) => {
    if (incident.status === STATUS.resolved) return refuse(incident, 'is resolved');
    if (incident.merged?.parent) return refuse(incident, `is merged into #${incident.merged.parent.number}`);
    const known = incident.merged?.children ?? [];
    const fresh = children.filter(({ number }) => !known.some((child) => child.number === number));
    const all = [...known, ...fresh.map(childOf)];
    if (all.length > MOST_CHILDREN) return refuse(incident, `can have ${MOST_CHILDREN} others merged into it at most`);
    return { edits: { merged: { parent: null, children: all } }, ...acknowledge(incident, at) };
  };
}

/** A child's own change. */
function joinAsChild({ number, unique_id }: Incident, at: Micros): DecideChange {
  return (incident) => {
    const { merged } = incident;
    if (merged?.parent?.number === number) return {};
    if (merged?.parent) return refuse(incident, `is merged into #${merged.parent.number}`);
    if ((merged?.children ?? []).length > 0) return refuse(incident, 'has others merged into it');
    if (incident.status === STATUS.resolved) return refuse(incident, 'is resolved');
    return { edits: { merged: { parent: { number, unique_id }, children: [] } }, ...acknowledge(incident, at) };
  };
}

function leaveParent(lost: readonly Incident[]): DecideChange {
  return ({ merged }) => {
    const children = (merged?.children ?? []).filter((child) => !lost.some(({ number }) => number === child.number));
    return { edits: { merged: { parent: merged?.parent ?? null, children } } };
  };
}

function acknowledge({ status }: Incident, at: Micros): Pick<IncidentChange, 'status'> {
  return status === STATUS.triggered ? { status: { kind: 'acknowledge', at } } : {};
}

function childOf(incident: Incident): MergedChild {
  return { number: incident.number, unique_id: incident.unique_id, ...locationOf(incident) };
}

function refuse({ number }: Incident, why: string): Refused {
  return { refused: true, reason: `#${number} ${why}.` };
}

function isRefusal(change: IncidentChange | Refused): change is Refused {
  return 'refused' in change;
}

function isLost(result: ChangeResult | undefined): boolean {
  return result?.status === 'refused' || result?.status === 'not_found';
}
