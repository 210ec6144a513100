import type { Findings } from './check-alerts';
import { fittingEnds } from './check-alerts';
import { demand } from './demand';
import { isOpen, nameOfEntity, stateOf } from './incidents';
import type { ModelEnd } from './model';
import { stateAfter, type Counted, type ModelState } from './model-state';

/** Beyond so many alerts, acknowledged or triggered is not exact any more (decision 4). */
const EXACT_ALERTS = 16;
/** So many ways are tried in which alerts may have counted; of an entity with more, nothing is said. */
const MOST_WAYS = 64;

/** What may have counted for an entity: one of the ways of each alert, each with those of its effects that count here. */
interface Effect {
  readonly entity: string;
  readonly counted: Counted;
}

/** Every entity is as if its alerts had come one by one in the order of their accept times (I4). */
export function checkStates(findings: Findings): void {
  const { system } = findings;
  const alerts = [...findings.options.keys()].map((traceId) => waysOf(findings, traceId));
  // It may have counted for whichever entity a window led to, and nobody knows any more.
  if (alerts.some((ways) => ways === null)) return;
  const known = alerts.filter((ways) => ways !== null);
  const heads = new Map([...system.entities.heads.values()].map((head) => [nameOfEntity(head), head.incident]));
  const entities = new Set([...heads.keys(), ...known.flat(2).map(({ entity }) => entity)]);
  for (const entity of entities) {
    const here = known.map((ways) => distinct(ways.map((way) => way.filter((effect) => effect.entity === entity))));
    const possible = possibleStates(findings, entity, here);
    if (possible === null) continue;
    const state = stateOf(heads.get(entity) ?? null);
    const isExact = here.filter((ways) => ways.some((way) => way.length > 0)).length <= EXACT_ALERTS;
    const isRight = possible.has(state) || (!isExact && isOpen(state) && [...possible].some(isOpen));
    demand(isRight, () => `I4: entity ${entity} is ${state} and should be ${[...possible].join(' or ')}.`);
  }
}

/** The different ways in which an alert may have counted; null when there is no telling. */
function waysOf(findings: Findings, traceId: string): readonly (readonly Effect[])[] | null {
  const { system, options } = findings;
  const ends = options.get(traceId) ?? [];
  const row = system.alerts.rows.get(traceId);
  const fitting = row === undefined ? [] : fittingEnds(ends, row);
  const certain = distinct(fitting.map((end) => effectsOf(end, targetsOf(findings, traceId))));
  // A run that was cut off may have counted it otherwise before, if it found another configuration.
  const others = ends.filter((end) => !fitting.includes(end)).map((end) => effectsOf(end, []));
  const doubtful = distinct(others).filter((effects) => effects.length > 0);
  if (doubtful.length > 0 && system.plan.collation !== null) return null;
  // Of one that has a row and could end in one way only, all is known.
  const base = certain.length === 0 ? [[]] : certain;
  return doubtful.reduce((ways, effects) => [...ways, ...ways.map((way) => [...way, ...effects])], base);
}

/** The entities for which an alert counted: where a service collates, those whose incidents list it. */
function targetsOf({ system, listed }: Findings, traceId: string): readonly string[] {
  return system.plan.collation === null ? [] : [...(listed.get(traceId) ?? [])];
}

function effectsOf(end: ModelEnd, targets: readonly string[]): readonly Effect[] {
  // One that only ever joins leaves no trace in the state.
  if (end.ends !== 'bound' || end.kind === 'append') return [];
  const own = nameOfEntity({ integration: end.integration, entity_id: end.entity });
  const counted = { at: end.at, kind: end.kind };
  // Acknowledges and resolves are about their own entity, and are listed only where something is open.
  const entities = end.kind === 'trigger' && targets.length > 0 ? targets : [own];
  return entities.map((entity) => ({ entity, counted }));
}

/** All states that the entity may end in; null when there are too many ways to it. */
function possibleStates(
  { system }: Findings,
  entity: string,
  alerts: readonly (readonly (readonly Effect[])[])[],
): ReadonlySet<ModelState> | null {
  const changes = system.observer.counted.filter((change) => nameOfEntity(change) === entity);
  let all: readonly (readonly Counted[])[] = [changes];
  for (const ways of alerts) {
    all = all.flatMap((some) => ways.map((way) => [...some, ...way.map(({ counted }) => counted)]));
    if (all.length > MOST_WAYS) return null;
  }
  return new Set(all.map(stateAfter));
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
