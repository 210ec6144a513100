import { queueArn, REGION } from '../assembly/names';
import type { Resource } from '../assembly/template';
import { asObject, asText, isObject, parseJson, type Json, type JsonObject } from '../json';

/** One received message, as the function gets it. */
export interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  /** The event's record as JSON text. */
  readonly json: string;
  /** The same with a JSON body parsed, as filters look at it. */
  readonly forFilters: Json;
}

/** Makes the event's record of a message that `ReceiveMessage` answered with. */
export function queueRecord(message: JsonObject, queue: Resource): QueueRecord {
  const body = asText(message['Body']) ?? '';
  const messageId = asText(message['MessageId']) ?? '';
  const receiptHandle = asText(message['ReceiptHandle']) ?? '';
  const record = {
    messageId,
    receiptHandle,
    body,
    attributes: asObject(message['Attributes']),
    messageAttributes: attributesOf(asObject(message['MessageAttributes'])),
    ...(message['MD5OfMessageAttributes'] === undefined
      ? {}
      : { md5OfMessageAttributes: message['MD5OfMessageAttributes'] }),
    md5OfBody: message['MD5OfBody'],
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn(queue),
    awsRegion: REGION,
  };
  const parsed = parseJson(body);
  return {
    messageId,
    receiptHandle,
    json: JSON.stringify(record),
    forFilters: { ...record, body: isObject(parsed) ? parsed : body },
  };
}

function attributesOf(attributes: JsonObject): JsonObject {
  const entries = Object.entries(attributes).map(([name, value]) => {
    const { StringValue, BinaryValue, DataType } = asObject(value);
    return [
      name,
      {
        ...(StringValue === undefined ? {} : { stringValue: StringValue }),
        ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ] as const;
  });
  return Object.fromEntries(entries);
}
