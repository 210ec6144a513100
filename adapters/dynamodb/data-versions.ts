import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { KEYS } from '../../core/contracts/keys';
import type { DataVersions } from '../../core/usecases/ports';
import { decodeNumber, encodeNumber, optional, required } from './encoding/attributes';
import { decodeText } from './encoding/text';
import { ACCOUNT, DATA_VERSION_ATTRIBUTE } from './items/deployment-item';
import { getItem, keyItem, type Table } from './table';

/** The form of the table's items, kept with the deployment's account. */
export function createDataVersions(table: Table): DataVersions {
  return {
    async find() {
      const item = await getItem(table, KEYS.deployment());
      if (item === null) return null;
      // What was made before there were versions has none.
      const version = optional(item, DATA_VERSION_ATTRIBUTE, decodeNumber, 1);
      return { account: required(item, ACCOUNT, decodeText), version };
    },

    async note(version) {
      await table.client.send(
        new UpdateItemCommand({
          TableName: table.name,
          Key: keyItem(KEYS.deployment()),
          UpdateExpression: 'SET #version = :version',
          ExpressionAttributeNames: { '#version': DATA_VERSION_ATTRIBUTE },
          ExpressionAttributeValues: { ':version': encodeNumber(version) },
        }),
      );
    },
  };
}
