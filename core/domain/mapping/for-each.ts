import type { Json } from '../../contracts/json';
import { readSteps, type PathStep } from '../json/path';
import { replaceAt } from '../json/replace-at';
import { isScalar } from '../json/text';

/** The elements of a body that become alerts, and what each alert keeps of the body. */
export interface Elements {
  readonly items: readonly Json[];
  /** The body as it is stored with one element: the array holds this element only. */
  readonly bodyWith: (item: Json) => Json;
  /** The rest of the body was too large to be kept with each of so many elements. */
  readonly restLeftOut: boolean;
}

/**
 * Characters that the rest of the body may take, summed over all elements. Without a bound, 400 KB of rest stored with each
 * of 50,000 elements would make 20 GB out of one request.
 */
const REST_LIMIT = 4_000_000;

/** Finds the array at a path and how each element's share of the body is made; null when there is no array. */
export function elementsOf(body: Json, steps: readonly PathStep[]): Elements | null {
  const items = readSteps(body, steps);
  if (!Array.isArray(items)) return null;
  const rest = replaceAt(body, steps, []);
  const room = REST_LIMIT / Math.max(1, items.length);
  const restLeftOut = items.length > 1 && !weighsAtMost(rest, room);
  return {
    items: items as readonly Json[],
    restLeftOut,
    bodyWith: (item) => replaceAt(restLeftOut ? skeleton(steps) : body, steps, [item]),
  };
}

/** Only the objects that lead to the array. */
function skeleton(steps: readonly PathStep[]): Json {
  return steps.reduceRight<Json>((inner, step) => ({ [step.key]: inner }), []);
}

/** Does the value take at most `limit` characters as JSON, roughly? Stops looking as soon as it does not. */
function weighsAtMost(value: Json, limit: number): boolean {
  const open: Json[] = [value];
  let weight = 0;
  for (let node = open.pop(); node !== undefined && weight <= limit; node = open.pop()) {
    weight += typeof node === 'string' ? node.length + 2 : 5;
    if (isScalar(node)) continue;
    for (const key in node as object) {
      weight += 6 + (Array.isArray(node) ? 0 : key.length);
      if (weight > limit) return false;
      open.push((node as Readonly<Record<string, Json>>)[key] ?? null);
    }
  }
  return weight <= limit;
}
