import { setTimeout as pause } from 'node:timers/promises';
import {
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { Key } from '../../core/contracts/keys';
import { keyItem, type Condition, type Item, type Table } from './table';

/** One of the writes (or checks) that happen together or not at all. */
export type Step =
  | { readonly put: Item; readonly if?: Condition }
  | { readonly remove: Key; readonly if?: Condition }
  | { readonly check: Key; readonly if: Condition };

/** Tries of a transaction that ran into another one, or was throttled, and the longest pause after the first, in ms. */
const TRIES = 5;
const FIRST_PAUSE = 40;

/**
 * Writes all steps in one transaction. `conflict`: a condition does not hold, or others kept writing the same items.
 * Transactions bill double, but for people's rare changes only; the SDK gives each a token of its own, so that one whose
 * answer got lost is not taken for a conflict with itself when it is sent again.
 */
export async function writeTogether(table: Table, steps: readonly Step[]): Promise<'saved' | 'conflict'> {
  const TransactItems = steps.map((step) => toTransactItem(table, step));
  for (let attempt = 1; ; attempt += 1) {
    try {
      await table.client.send(new TransactWriteItemsCommand({ TransactItems }));
      return 'saved';
    } catch (error) {
      const reasons = reasonsOf(error);
      if (reasons.includes('ConditionalCheckFailed')) return 'conflict';
      // Only what passes by itself is tried again; anything else (a document too large) would fail the same way.
      if (!reasons.some((reason) => PASSING.has(reason))) throw error;
      if (attempt === TRIES) {
        if (reasons.includes('TransactionConflict')) return 'conflict';
        throw error;
      }
      // Spread, so that two that met once do not meet again.
      await pause(FIRST_PAUSE * 2 ** (attempt - 1) * Math.random());
    }
  }
}

/** Reasons of a cancelled transaction that may be gone at the next try. */
const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

function reasonsOf(error: unknown): readonly string[] {
  if (!(error instanceof TransactionCanceledException)) return [];
  return (error.CancellationReasons ?? []).map(({ Code = 'None' }) => Code);
}

function toTransactItem({ name }: Table, step: Step): TransactWriteItem {
  const condition = step.if === undefined ? {} : conditionOf(step.if);
  if ('put' in step) return { Put: { TableName: name, Item: step.put, ...condition } };
  if ('remove' in step) return { Delete: { TableName: name, Key: keyItem(step.remove), ...condition } };
  return { ConditionCheck: { TableName: name, Key: keyItem(step.check), ...conditionOf(step.if) } };
}

function conditionOf({ expression, names, values }: Condition) {
  return {
    ConditionExpression: expression,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
