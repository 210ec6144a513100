import type { AcceptedAlert, RefusedBody } from '../../contracts/alert';

/**
 * What the alerts queue takes of one message: 1 MiB, body and attributes together (AWS quota of SQS, August 2025).
 * The message's group id counts too; a kilobyte is left for it.
 */
export const MAX_MESSAGE_BYTES = 1_048_576 - 1_024;

/**
 * The queue message of an accepted alert. The sender's JSON text goes in as it is, last, so that numbers and key order
 * stay as sent and nothing is escaped twice. U+FFFE and U+FFFF are the only characters that JSON allows and a queue
 * message does not (SQS SendMessage, "InvalidMessageContents"): they are written as escapes, which says the same.
 */
export function writeAcceptedAlert(alert: Omit<AcceptedAlert, 'body'>, bodyText: string): string {
  return queueText(`${JSON.stringify(alert).slice(0, -1)},"body":${bodyText}}`);
}

/** The queue message of a refused body. */
export function writeRefusedBody(refused: RefusedBody): string {
  return queueText(JSON.stringify({ ...refused, body: refused.body.toWellFormed() }));
}

function queueText(json: string): string {
  return json.replaceAll('\ufffe', '\\ufffe').replaceAll('\uffff', '\\uffff');
}

/** Whether the queue takes a message with this text. */
export function fitsQueue(message: string): boolean {
  return Buffer.byteLength(message, 'utf8') <= MAX_MESSAGE_BYTES;
}
