import type { AcceptedAlert } from '../../core/contracts/alert';
import { asObject } from '../../core/domain/json/as-object';
import { parseLossless } from '../../core/domain/json/parse-lossless';

const TEXTS = ['trace_id', 'account', 'integration_key', 'intake'] as const;

/** Reads a message of the alerts queue; null when it is not one (only ingest writes them). */
export function readAcceptedAlert(text: string): AcceptedAlert | null {
  try {
    const message = asObject(parseLossless(text));
    const complete =
      message?.['v'] === 1 &&
      TEXTS.every((field) => typeof message[field] === 'string') &&
      typeof message['accepted_at'] === 'number' &&
      message['body'] !== undefined;
    return complete ? (message as unknown as AcceptedAlert) : null;
  } catch {
    // Not JSON is not an alert either: the caller says so.
    return null;
  }
}
