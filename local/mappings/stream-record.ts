import { createHash } from 'node:crypto';
import { REGION } from '../assembly/names';
import { asNumber, asObject, asText, type JsonObject } from '../json';

/** One change of the table, as the function gets it. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  /** When it came into the stream, in milliseconds since 1970. */
  readonly arrivedAt: number;
  /** Partition key, as text to be compared. */
  readonly partition: string;
  /** The event's record, and the same as JSON text. */
  readonly record: JsonObject;
  readonly json: string;
}

/** What Lambda shows as the author of a deletion by time to live. */
const TTL_IDENTITY = { type: 'Service', principalId: 'dynamodb.amazonaws.com' } as const;
/** DynamoDB Local rounds the time of a change down to the minute. */
const ROUNDED_TO_MS = 60_000;

/**
 * Makes the event's record of what `GetRecords` answered with.
 * `seenAt`: when it was read, in milliseconds — the better estimate of its time while it is within the minute that
 * DynamoDB Local rounds to. `isExpiry`: whether the runner's sweep deleted a row with these keys.
 */
export function streamRecord(
  raw: JsonObject,
  context: { readonly streamArn: string; readonly seenAt: number; readonly isExpiry: (keys: JsonObject) => boolean },
): StreamRecord {
  const change = asObject(raw['dynamodb']);
  const keys = asObject(change['Keys']);
  const rounded = (asNumber(change['ApproximateCreationDateTime']) ?? 0) * 1000;
  const arrivedAt = Math.min(context.seenAt, rounded + ROUNDED_TO_MS);
  const expired = raw['eventName'] === 'REMOVE' && context.isExpiry(keys);
  const record = {
    eventID: raw['eventID'],
    eventName: raw['eventName'],
    eventVersion: raw['eventVersion'],
    eventSource: 'aws:dynamodb',
    awsRegion: REGION,
    dynamodb: { ...change, ApproximateCreationDateTime: Math.floor(arrivedAt / 1000) },
    ...(expired ? { userIdentity: TTL_IDENTITY } : {}),
    eventSourceARN: context.streamArn,
  };
  return {
    sequenceNumber: asText(change['SequenceNumber']) ?? '',
    arrivedAt,
    partition: JSON.stringify(Object.values(keys)[0] ?? null),
    record,
    json: JSON.stringify(record),
  };
}

/** Which of `lanes` a partition key belongs to: always the same one, so that its order is kept. */
export function laneOf(partition: string, lanes: number): number {
  return lanes === 1 ? 0 : createHash('md5').update(partition).digest().readUInt32BE(0) % lanes;
}
