import type { SQSEvent, SQSRecord } from 'aws-lambda';

/** A queue's message as Lambda hands it over. */
export function aRecord(over: Partial<SQSRecord> & { readonly group?: string } = {}): SQSRecord {
  const { group, ...record } = over;
  const messageId = record.messageId ?? 'message-1';
  return {
    messageId,
    receiptHandle: `receipt of ${messageId}`,
    body: '',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1790000000000',
      SenderId: 'sender',
      ApproximateFirstReceiveTimestamp: '1790000000000',
      ...(group !== undefined && { MessageGroupId: group }),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:queue',
    awsRegion: 'us-east-1',
    ...record,
  };
}

export function aBatch(...records: readonly SQSRecord[]): SQSEvent {
  return { Records: [...records] };
}
