import type { Json } from '../../contracts/json';
import { TIMER_KINDS, type TimerMessage } from '../../contracts/timer';
import { asObject } from '../json/as-object';

const TEXTS = ['account', 'service', 'integration', 'entity_id_hash'] as const;
const NUMBERS = ['ordinal', 'sequence', 'due'] as const;

/** Reads a message of the timers queue; null when it is none. Only dispatch and the functions around timers write them. */
export function readTimerMessage(text: string): TimerMessage | null {
  const message = asObject(parse(text));
  if (message?.['v'] !== 1) return null;
  const incident = asObject(message['incident']);
  const complete =
    TIMER_KINDS.some((kind) => kind === message['kind']) &&
    TEXTS.every((field) => typeof message[field] === 'string') &&
    NUMBERS.every((field) => typeof message[field] === 'number') &&
    typeof incident?.['incident_number'] === 'number' &&
    typeof incident['unique_id'] === 'string';
  return complete ? (message as unknown as TimerMessage) : null;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Not JSON is no message either: the caller says so.
    return null;
  }
}
