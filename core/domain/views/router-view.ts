import type { JsonObject } from '../../contracts/json';
import { ROUTER_EXTENSION, type Router } from '../../contracts/routing';
import { toWireDate } from './wire-date';

/**
 * A router as the wire shows it (contract §1.8), with the URL that it takes alerts at.
 * @param baseUrl Scheme and host of the link, no trailing slash.
 */
export function viewRouter(router: Router, baseUrl: string): JsonObject {
  const { account, id, name, description, is_enabled, integration_key, created_at } = router;
  return {
    unique_id: id,
    name,
    description,
    account,
    is_enabled,
    integration_key,
    creation_date: toWireDate(created_at),
    webhook_url: `${baseUrl}/integration/${account}/${ROUTER_EXTENSION}/${integration_key}/`,
  };
}
