import type { ResolvedIncidents } from '../../../core/usecases/ports';

/** What was noted, in memory. `failing`: the table can't be written. */
export class MemoryResolvedIncidents implements ResolvedIncidents {
  failing = false;
  readonly noted: { readonly account: string; readonly numbers: readonly number[] }[] = [];

  note(account: string, numbers: readonly number[]): Promise<void> {
    if (this.failing) return Promise.reject(new Error('The table is gone.'));
    this.noted.push({ account, numbers });
    return Promise.resolve();
  }
}
