import { AUDIT_LIFETIME } from '../../contracts/audit-entry';
import { viewAuditEntry } from '../../domain/views/audit-view';
import { nextLink, readCursorPage } from './cursor';
import type { ApiDeps } from './deps';
import { invalid, ok } from './reply';
import type { Reply } from './reply';
import type { ApiRequest } from './request';

/** Who changed what in the account, newest first, in pages that follow a cursor; kept for a year. */
export async function listAudit(
  { audit, clock }: Pick<ApiDeps, 'audit' | 'clock'>,
  { caller, query, baseUrl }: ApiRequest,
): Promise<Reply> {
  const asked = readCursorPage(query);
  if (!asked.valid) return invalid(...asked.errors);
  const { entries, cursor } = await audit.list(caller.account, asked.page);
  // The table deletes late.
  const oldest = clock() - AUDIT_LIFETIME;
  const kept = entries.filter(({ at }) => at > oldest);
  const ended = cursor === null || kept.length < entries.length;
  return ok({
    next: ended ? null : nextLink(`${baseUrl}/api/account/audit/`, asked.page.limit, cursor),
    previous: null,
    results: kept.map(viewAuditEntry),
  });
}
