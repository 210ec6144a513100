import { KEYS } from '../../core/contracts/keys';
import type { Integration } from '../../core/contracts/resources';
import type { EndpointSwitch } from '../../core/usecases/ports';
import { decodeResource, encodeResource, stillAs } from './items/resource-item';
import { getItem, putItemIf, type Table } from './table';

/** Switching integrations off whose endpoint is gone. */
export function createEndpointSwitch(table: Table): EndpointSwitch {
  return {
    async disable({ service, integration, url }) {
      const key = KEYS.integration(service, integration);
      const item = await getItem(table, key);
      if (item === null) return;
      const found = decodeResource(item) as Integration;
      if (!found.is_enabled || found.endpoint?.url !== url) return;
      // The entry of its key stays as it is: intake reads that, and nothing comes in at an outgoing integration.
      await putItemIf(
        table,
        encodeResource(key, { ...found, is_enabled: false }, found.version ?? 0),
        // As it was read: what somebody configured meanwhile stays, and is tried before it is judged.
        stillAs(found),
      );
    },
  };
}
