import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { KEYS } from '../../core/contracts/keys';
import { heldPositionOf, heldPrefixOf } from '../../core/domain/webhook/held-position';
import type { Backlogs, HeldDelivery } from '../../core/usecases/ports';
import { decodeNumber, encodeNumber, optional, orNull, present, required } from './encoding/attributes';
import { decodeText, encodeText } from './encoding/text';
import { expiry } from './items/alert-item';
import { keyItem, putItem, type Item, type Table } from './table';

/*
 * Entries: `i` the delivery's id, `af` the `after` of a redelivery (absent: it is none), `at` when it was held back.
 */

/** The index of what is held back. `retentionDays`: how long a delivery is kept, and its entry as long as it. */
export function createBacklogs(table: Table, retentionDays: number): Backlogs {
  return {
    async add(message, at) {
      const { integration, id, redelivery, transition_at } = message;
      await putItem(table, {
        ...keyItem(KEYS.heldDelivery(integration, heldPositionOf(message))),
        ...present({
          i: encodeText(id),
          at: encodeNumber(at),
          af: orNull(redelivery?.after ?? null, encodeNumber),
        }),
        ...expiry(transition_at, retentionDays),
      });
    },

    remove: (integration, position, at) => remove(table, integration, { position, at }),

    async hasBefore(message) {
      const found = await query(table, {
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': { S: KEYS.heldDelivery(message.integration, '').pk },
          ':from': { S: heldPrefixOf(message) },
          // Both ends included, so up to the sequence before its own.
          ':to': { S: heldPositionOf({ ...message, sequence: message.sequence - 1 }) },
        },
        Limit: 1,
      });
      return found.length > 0;
    },

    async list(integration, { after, limit }) {
      const found = await query(table, {
        KeyConditionExpression: 'pk = :pk AND sk > :after',
        ExpressionAttributeValues: {
          ':pk': { S: KEYS.heldDelivery(integration, '').pk },
          // No position is a single character, and no key may be empty.
          ':after': { S: after === '' ? ' ' : after },
        },
        Limit: limit,
      });
      return found.map(decodeHeld);
    },
  };
}

/** One page, as last written: entries are few and small. */
async function query(table: Table, input: Omit<QueryCommandInput, 'TableName'>): Promise<readonly Item[]> {
  const { Items } = await table.client.send(
    new QueryCommand({ ...input, TableName: table.name, ConsistentRead: true }),
  );
  return Items ?? [];
}

interface Removal {
  readonly position: string;
  readonly at: number | undefined;
}

async function remove(table: Table, integration: string, { position, at }: Removal): Promise<void> {
  const condition = {
    // Held back once more since it was looked at: it has to stay.
    ConditionExpression: '#at = :at',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':at': encodeNumber(at ?? 0) },
  };
  try {
    await table.client.send(
      new DeleteItemCommand({
        TableName: table.name,
        Key: keyItem(KEYS.heldDelivery(integration, position)),
        ...(at !== undefined && condition),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

function decodeHeld(item: Item): HeldDelivery {
  return {
    position: required(item, 'sk', decodeText),
    delivery: required(item, 'i', decodeText),
    after: optional(item, 'af', decodeNumber, null),
    at: required(item, 'at', decodeNumber),
  };
}
