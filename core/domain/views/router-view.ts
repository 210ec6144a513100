import type { JsonObject } from '../../contracts/json';
import type { Router } from '../../contracts/routing';
import { deriveUuid } from '../derive-uuid';
import { toWireDate } from './wire-date';

/**
 * A router as the wire shows it (contract §1.8): with these keys and no others, which the newest client refuses. The URL
 * that it takes alerts at is made of its last two and `integration_key` (docs/api.md).
 */
export function viewRouter(router: Router): JsonObject {
  const { account, id, name, description, is_enabled, integration_key, created_at } = router;
  return {
    unique_id: id,
    name,
    description,
    // Clients parse a UUID here, as in a team.
    account: deriveUuid('account', account),
    is_enabled,
    integration_key,
    created_at: toWireDate(created_at),
    account_identifier: account,
  };
}
