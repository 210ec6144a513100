import { STATUS } from '../contracts/incident';
import type { HeadChange, Log, ResolvedIncidents } from './ports';

export interface NoteResolvedDeps {
  readonly resolvedIncidents: ResolvedIncidents;
  readonly log: Log;
}

/**
 * Notes which incidents these writes resolved, so that lists of open ones no longer look at them. Never throws: the lists
 * are right without it, whoever reads them notes what is missing after an hour, and webhooks must not wait for it.
 */
export async function noteResolved(
  { resolvedIncidents, log }: NoteResolvedDeps,
  changes: readonly HeadChange[],
): Promise<void> {
  const resolved = changes.flatMap(({ after: { incident } }) =>
    incident?.status === STATUS.resolved ? [incident] : [],
  );
  const byAccount = Map.groupBy(resolved, ({ account }) => account);
  for (const [account, incidents] of byAccount) {
    const numbers = [...new Set(incidents.map(({ number }) => number))];
    try {
      await resolvedIncidents.note(account, numbers);
    } catch (error) {
      log.warn('resolved incidents could not be noted', { account, numbers: numbers.length, error: String(error) });
    }
  }
}
