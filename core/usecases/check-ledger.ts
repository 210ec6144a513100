import type { LedgerJudgement } from '../domain/ledger/judge-ledger';
import { judgedRange, readLedger, type ReadLedgerDeps } from './read-ledger';
import type { Clock } from './ports';

export interface CheckLedgerDeps extends ReadLedgerDeps {
  readonly clock: Clock;
}

/**
 * Looks whether the ledger adds up; null when nothing came in, so that nothing can be missing. Then only the two counts
 * of what comes in were read: each count that is read is billed, and a deployment may be idle for weeks.
 * @throws when the counts or the queue can't be read.
 */
export async function checkLedger(deps: CheckLedgerDeps): Promise<LedgerJudgement | null> {
  const now = deps.clock();
  const begun = await deps.ledgerBooks.read(['AlertsAccepted', 'DeliveriesDue'], judgedRange(now));
  if ([...begun.values()].every((counts) => counts.size === 0)) return null;
  const { judgement } = await readLedger(deps, now);
  return judgement;
}
