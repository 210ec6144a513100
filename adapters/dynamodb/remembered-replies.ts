import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { createHash } from 'node:crypto';
import type { Micros } from '../../core/contracts/incident';
import { KEYS, TTL_ATTRIBUTE } from '../../core/contracts/keys';
import type { RememberedReplies, ReplyClaim, RepeatableRequest } from '../../core/usecases/ports';
import { encodeNumber } from './encoding/attributes';
import { keyItem, type Item, type Table } from './table';

/*
 * A reply's item: `i` id of the claim, `b` hash of the body, `u` until when it counts (microseconds), `k` it was served,
 * `r` the sealed reply if that was kept.
 */
const ID = 'i';
const BODY = 'b';
const UNTIL = 'u';
const KEPT = 'k';
const REPLY = 'r';

type Claim = Parameters<RememberedReplies['claim']>[1];
type Kept = Parameters<RememberedReplies['keep']>[1];

/** Replies to repeatable requests in the table, each under the hash of what makes the request. */
export function createRememberedReplies(table: Table): RememberedReplies {
  return {
    claim: (request, by) => claim(table, keyOf(request), by),
    keep: (request, kept) => ifStillClaimed(() => keep(table, keyOf(request), kept)),
    release: (request, id) => ifStillClaimed(() => release(table, keyOf(request), id)),
  };
}

function keyOf({ token, target, key }: RepeatableRequest): Item {
  const hash = createHash('sha256')
    .update(JSON.stringify([token, target, key]))
    .digest('base64url');
  return keyItem(KEYS.reply(hash));
}

async function claim(table: Table, key: Item, { id, body, now, until }: Claim): Promise<ReplyClaim> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: { ...key, [ID]: { S: id }, [BODY]: { S: body }, [UNTIL]: encodeNumber(until), ...expiry(until) },
        // Of two at the same time one serves. What is past its time may stay in the table for days.
        ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now',
        ExpressionAttributeNames: { '#until': UNTIL },
        ExpressionAttributeValues: { ':now': encodeNumber(now) },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { status: 'claimed' };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
    return stateOf(error.Item, { id, body });
  }
}

function expiry(until: Micros): Item {
  return { [TTL_ATTRIBUTE]: encodeNumber(Math.ceil(until / 1_000_000)) };
}

function stateOf(item: Item, { id, body }: Pick<Claim, 'id' | 'body'>): ReplyClaim {
  if (item[BODY]?.S !== body) return { status: 'other_body' };
  if (item[KEPT]?.BOOL === true) return { status: 'kept', sealed: item[REPLY]?.S ?? null };
  // This very claim was written, and the answer that said so got lost on the way.
  return { status: item[ID]?.S === id ? 'claimed' : 'in_progress' };
}

async function keep(table: Table, key: Item, { id, sealed, until }: Kept): Promise<void> {
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: key,
      UpdateExpression: `SET #kept = :yes, #until = :until, #expires = :expires${sealed === null ? '' : ', #reply = :reply'}`,
      ConditionExpression: '#id = :id',
      ExpressionAttributeNames: {
        '#id': ID,
        '#kept': KEPT,
        '#until': UNTIL,
        '#expires': TTL_ATTRIBUTE,
        ...(sealed !== null && { '#reply': REPLY }),
      },
      ExpressionAttributeValues: {
        ':id': { S: id },
        ':yes': { BOOL: true },
        ':until': encodeNumber(until),
        ':expires': expiry(until)[TTL_ATTRIBUTE] ?? { NULL: true },
        ...(sealed !== null && { ':reply': { S: sealed } }),
      },
    }),
  );
}

async function release(table: Table, key: Item, id: string): Promise<void> {
  await table.client.send(
    new DeleteItemCommand({
      TableName: table.name,
      Key: key,
      ConditionExpression: '#id = :id',
      ExpressionAttributeNames: { '#id': ID },
      ExpressionAttributeValues: { ':id': { S: id } },
    }),
  );
}

/** Whoever took too long has lost the claim to another, and with it the say. */
async function ifStillClaimed(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
