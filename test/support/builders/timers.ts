import type { TimerMessage } from '../../../core/contracts/timer';

/** The timer that resolves incident 7 by itself. */
export function aTimer(over: Partial<TimerMessage> = {}): TimerMessage {
  return {
    v: 1,
    kind: 'auto_resolve',
    account: 'ab1cd',
    service: '0e0a5f0e-3a5e-4a39-9f52-2f0e7f6a4a10',
    integration: '6f1e7a52-0a7e-4d0a-9a2f-4d1b9a1c0f11',
    entity_id_hash: 'LcDqX5ZVWJwcuQyL0SZeOQ',
    ordinal: 1,
    incident: { incident_number: 7, unique_id: 'mHpKeQRxVtNjDwCZsYfBgL' },
    sequence: 1,
    due: 1_789_000_060_123_456,
    ...over,
  };
}
