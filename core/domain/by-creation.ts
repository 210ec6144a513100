import type { Micros } from '../contracts/incident';

interface Made {
  readonly created_at: Micros;
  readonly id: string;
}

/** The order of lists that are no pages: what was there first stays first. */
export function byCreation(a: Made, b: Made): number {
  return a.created_at - b.created_at || (a.id < b.id ? -1 : 1);
}
