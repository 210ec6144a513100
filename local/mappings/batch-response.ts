import { asArray, isObject, parseJson } from '../json';

/** What a function's answer says about the batch it was given. */
export type BatchVerdict =
  | { readonly kind: 'success' }
  | { readonly kind: 'failure'; readonly reason: string }
  /** Some failed: their message ids or sequence numbers. */
  | { readonly kind: 'partial'; readonly failed: ReadonlySet<string> };

/**
 * Reads the answer of a function that reports item failures, by Lambda's rules: nothing, an empty object, and an empty
 * or null list are a success; an item without an identifier, or with one that was not in the batch, fails the batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function readBatchResponse(payload: string, ids: ReadonlySet<string>): BatchVerdict {
  const response = parseJson(payload);
  if (response === null) return { kind: 'success' };
  if (!isObject(response)) return { kind: 'failure', reason: 'the batch response is no object' };
  const items = response['batchItemFailures'];
  if (items === undefined || items === null) return { kind: 'success' };
  if (!Array.isArray(items)) return { kind: 'failure', reason: 'batchItemFailures is no list' };
  const failed = asArray(items).map((item) => (isObject(item) ? item['itemIdentifier'] : undefined));
  const known = failed.filter((id): id is string => typeof id === 'string' && ids.has(id));
  if (known.length < failed.length) {
    return { kind: 'failure', reason: 'batchItemFailures names an item that was not in the batch' };
  }
  return known.length === 0 ? { kind: 'success' } : { kind: 'partial', failed: new Set(known) };
}
