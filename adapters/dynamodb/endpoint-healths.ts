import type { EndpointHealth } from '../../core/contracts/endpoint-health';
import { KEYS } from '../../core/contracts/keys';
import { HEALTHY } from '../../core/domain/webhook/endpoint-health';
import type { EndpointHealths } from '../../core/usecases/ports';
import { decodeResource, encodeResource, stillAs } from './items/resource-item';
import { getItem, putItemIf, type Condition, type Table } from './table';

/** Of two who are the first to write, one is. */
const NEW: Condition = { expression: 'attribute_not_exists(pk)' };

/** Endpoints' health in the table: a document with a version, as resources are. */
export function createEndpointHealths(table: Table): EndpointHealths {
  return {
    async load(integration) {
      const item = await getItem(table, KEYS.endpointHealth(integration));
      return item === null ? HEALTHY : (decodeResource(item) as EndpointHealth);
    },

    async save(integration, health) {
      const item = encodeResource(KEYS.endpointHealth(integration), health, health.version);
      const saved = await putItemIf(table, item, health.version === 0 ? NEW : stillAs(health));
      return saved ? 'saved' : 'conflict';
    },
  };
}
