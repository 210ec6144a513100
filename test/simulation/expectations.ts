import type { AcceptedAlert } from '../../core/contracts/alert';
import { possibleEnds, type ModelEnd } from './model';
import { STALENESS } from './observer';
import type { System } from './system';

/** What may become of an accepted message. */
export interface Expectation {
  readonly accepted: AcceptedAlert;
  /** Each is what all of its alerts come to, found in one way. */
  readonly ways: readonly (readonly ModelEnd[])[];
}

/** What may become of all that was accepted, given what the configuration was when functions worked on it. */
export function expectationsOf({ observer, items, runs }: System): readonly Expectation[] {
  return [...observer.queued.values()].map((accepted) => {
    const ways = runs.of(accepted.trace_id).flatMap(({ startedAt, endedAt }) =>
      // What a function knows of the configuration may be as old as its cache.
      possibleEnds(accepted, items, { from: startedAt - STALENESS, to: endedAt ?? Infinity }),
    );
    const distinct = new Map(ways.map((way) => [JSON.stringify(way), way]));
    return { accepted, ways: [...distinct.values()] };
  });
}

/** By trace id, the different ends that an alert may come to. */
export function optionsOf(expectations: readonly Expectation[]): ReadonlyMap<string, readonly ModelEnd[]> {
  const options = new Map<string, Map<string, ModelEnd>>();
  for (const { ways } of expectations) {
    for (const end of ways.flat()) {
      const known = options.get(end.traceId) ?? new Map<string, ModelEnd>();
      options.set(end.traceId, known.set(JSON.stringify(end), end));
    }
  }
  return new Map([...options].map(([traceId, ends]) => [traceId, [...ends.values()]]));
}
