import type { IncidentNumbers, NumberedPlace } from '../../../core/usecases/ports';

/** Incident numbers in memory: one after another per account. */
export class MemoryIncidentNumbers implements IncidentNumbers {
  readonly locations = new Map<string, NumberedPlace[]>();

  allocate(account: string, locations: readonly NumberedPlace[]): Promise<readonly number[]> {
    const taken = this.locations.get(account) ?? [];
    this.locations.set(account, [...taken, ...locations]);
    return Promise.resolve(locations.map((_, index) => taken.length + index + 1));
  }
}
