import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { INTEGRATION_ERROR_LIFETIME, type IntegrationError } from '../../core/contracts/integration-error';
import { KEYS, SORT_PREFIX, TTL_ATTRIBUTE } from '../../core/contracts/keys';
import type { IntegrationErrors } from '../../core/usecases/ports';
import { encodeNumber } from './encoding/attributes';
import { decodeResource, encodeDocumentItem } from './items/resource-item';
import { keyItem, prefixQuery, putItem, type Table } from './table';

const MICROS_PER_SECOND = 1_000_000;

/** What was refused or failed, listed by integration. */
export function createIntegrationErrors(table: Table): IntegrationErrors {
  return {
    record(error) {
      const expires = Math.ceil((error.at + INTEGRATION_ERROR_LIFETIME) / MICROS_PER_SECOND);
      const key = KEYS.integrationError(error.integration, error.at, error.id);
      return putItem(table, { ...encodeDocumentItem(key, error), [TTL_ATTRIBUTE]: encodeNumber(expires) });
    },

    async list(integration, { limit, cursor }) {
      const { pk } = KEYS.integrationError(integration, 0, '');
      const query = prefixQuery(table, pk, SORT_PREFIX.integrationError);
      // The cursor is the sort key that the page before ended with, without its prefix: nothing leads out of the errors.
      const start =
        cursor === undefined
          ? {}
          : { ExclusiveStartKey: keyItem({ pk, sk: `${SORT_PREFIX.integrationError}${cursor}` }) };
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({ ...query, ...start, ScanIndexForward: false, Limit: limit }),
      );
      const errors = Items.map((item) => decodeResource(item) as IntegrationError);
      return { errors, cursor: LastEvaluatedKey?.['sk']?.S?.slice(SORT_PREFIX.integrationError.length) ?? null };
    },
  };
}
