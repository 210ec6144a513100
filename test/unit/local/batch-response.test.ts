import { describe, expect, it } from '@jest/globals';
import { readBatchResponse } from '../../../local/mappings/batch-response';

const ids = new Set(['a', 'b']);

describe("a function's report about its batch", () => {
  it.each(['null', '{}', '{"batchItemFailures":null}', '{"batchItemFailures":[]}'])(
    'takes %s for a success',
    (payload) => {
      expect(readBatchResponse(payload, ids)).toEqual({ kind: 'success' });
    },
  );

  it('names those that failed', () => {
    const payload = '{"batchItemFailures":[{"itemIdentifier":"b"}]}';
    expect(readBatchResponse(payload, ids)).toEqual({ kind: 'partial', failed: new Set(['b']) });
  });

  it.each([
    '"ok"',
    '[]',
    '{"batchItemFailures":"b"}',
    '{"batchItemFailures":[{"itemIdentifier":""}]}',
    '{"batchItemFailures":[{"itemIdentifier":null}]}',
    '{"batchItemFailures":[{"id":"b"}]}',
    '{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"not in the batch"}]}',
  ])('takes %s for a failure of the whole batch', (payload) => {
    expect(readBatchResponse(payload, ids)).toMatchObject({ kind: 'failure' });
  });
});
