import { viewLedger } from '../../domain/views/ledger-view';
import { readLedger } from '../read-ledger';
import type { ApiDeps } from './deps';
import { ok, type Reply } from './reply';

/**
 * What came in within the last hour and what became of it, and the judgement that the function ledger makes. Of the whole
 * deployment: counts by team would be so many metrics more, each with a price.
 */
export async function getLedger(deps: Pick<ApiDeps, 'ledgerBooks' | 'deliveriesBacklog' | 'clock'>): Promise<Reply> {
  const now = deps.clock();
  const { series, judgement } = await readLedger(deps, now);
  return ok(viewLedger(series, judgement, now));
}
