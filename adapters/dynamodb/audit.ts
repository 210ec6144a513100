import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { KEYS, SORT_PREFIX } from '../../core/contracts/keys';
import type { Audit } from '../../core/usecases/ports';
import { decodeAuditEntry } from './items/audit-item';
import { keyItem, prefixQuery, type Table } from './table';

/** Reading of the audit log; its entries are written with what they tell of (`resources.ts`). */
export function createAudit(table: Table): Audit {
  return {
    async list(account, { limit, cursor }) {
      const { pk } = KEYS.auditEntry(account, 0, '');
      // The cursor is the sort key that the page before ended with, without its prefix: nothing leads out of the log.
      const start =
        cursor === undefined ? {} : { ExclusiveStartKey: keyItem({ pk, sk: `${SORT_PREFIX.auditEntry}${cursor}` }) };
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          ...prefixQuery(table, pk, SORT_PREFIX.auditEntry),
          ...start,
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return {
        entries: Items.map(decodeAuditEntry),
        cursor: LastEvaluatedKey?.['sk']?.S?.slice(SORT_PREFIX.auditEntry.length) ?? null,
      };
    },
  };
}
