import { describe, expect, it } from '@jest/globals';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { createAlertsInFlight } from '../../../../adapters/sqs/alerts-in-flight';

/** A queue that refuses to delete the first of each batch: no engine that people run on one machine ever does. */
function refusingClient(batches: number[]): SQSClient {
  const send = ({ input }: { input: { Entries?: readonly { Id: string }[] } }): Promise<unknown> => {
    const { Entries: entries = [] } = input;
    batches.push(entries.length);
    return Promise.resolve({ Failed: entries.slice(0, 1).map(({ Id }) => ({ Id, SenderFault: false })) });
  };
  return { send } as unknown as SQSClient;
}

describe('removing messages from the alerts queue', () => {
  it('goes ten at a time, and counts those that the queue did not delete', async () => {
    const batches: number[] = [];
    const inFlight = createAlertsInFlight(refusingClient(batches), 'queue');
    const receipts = Array.from({ length: 23 }, (_, index) => `receipt ${index}`);
    await expect(inFlight.remove(receipts)).resolves.toBe(3);
    expect(batches).toEqual([10, 10, 3]);
  });
});
