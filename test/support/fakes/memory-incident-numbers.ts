import type { IncidentLocation, IncidentNumbers } from '../../../core/usecases/ports';

/** Incident numbers in memory: one after another per account. */
export class MemoryIncidentNumbers implements IncidentNumbers {
  readonly locations = new Map<string, IncidentLocation[]>();

  allocate(account: string, locations: readonly IncidentLocation[]): Promise<readonly number[]> {
    const taken = this.locations.get(account) ?? [];
    this.locations.set(account, [...taken, ...locations]);
    return Promise.resolve(locations.map((_, index) => taken.length + index + 1));
  }
}
