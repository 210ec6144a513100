import type { IntakeKeyEntry } from '../../core/contracts/routing';
import { KEYS } from '../../core/contracts/keys';
import type { IntegrationKeys } from '../../core/usecases/ports';
import { decodeResource } from './items/resource-item';
import { getItem, type Table } from './table';

/** What intake knows of integrations, by their keys: the only items that ingest may read. */
export function createIntegrationKeys(table: Table): IntegrationKeys {
  return {
    async find(integrationKey) {
      const item = await getItem(table, KEYS.integrationKey(integrationKey));
      return item === null ? null : (decodeResource(item) as IntakeKeyEntry);
    },
  };
}
