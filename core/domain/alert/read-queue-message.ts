import type { AcceptedAlert, RefusedBody } from '../../contracts/alert';
import { asObject } from '../json/as-object';
import { parseLossless } from '../json/parse-lossless';

const ALERT_TEXTS = ['trace_id', 'account', 'integration_key', 'intake'] as const;
const REFUSED_TEXTS = ['account', 'integration', 'body'] as const;

/** A message of the alerts queue: an accepted alert, or a refused body that is to be listed. */
export type AlertsMessage = { readonly accepted: AcceptedAlert } | { readonly refused: RefusedBody };

/** Reads a message of the alerts queue; null when it is none. Only ingest and process write them. */
export function readAlertsMessage(text: string): AlertsMessage | null {
  try {
    const message = asObject(parseLossless(text));
    if (message?.['v'] !== 1) return null;
    const has = (fields: readonly string[]): boolean => fields.every((field) => typeof message[field] === 'string');
    if (has(ALERT_TEXTS) && typeof message['accepted_at'] === 'number' && message['body'] !== undefined) {
      // Checked where it tells the kinds apart; the rest is the writers' type.
      return { accepted: message as unknown as AcceptedAlert };
    }
    const refused = has(REFUSED_TEXTS) && typeof message['refused_at'] === 'number' && Array.isArray(message['errors']);
    return refused ? { refused: message as unknown as RefusedBody } : null;
  } catch {
    // Not JSON is no message either: the caller says so.
    return null;
  }
}
