import type { Layer, Schedule } from '../../../core/contracts/schedule';
import { ACCOUNT, aTeam, aUser } from './resources';

/** A layer without restrictions whose users take turns of a day each, from a Monday at nine in Berlin on. */
export function aLayer(users: readonly string[] = [aUser().username], over: Partial<Layer> = {}): Layer {
  return {
    id: 'f2f0e1d4-3c1a-4b7e-9a51-0d9c4a7b6e10',
    name: 'Layer 1',
    shift_length: 86_400,
    rotation_start: Date.UTC(2026, 0, 5, 8) * 1000,
    rotation_end: null,
    restriction_type: 0,
    restrictions: [],
    users: users.map((user, index) => ({
      id: `9b1c52e7-f4de-40a8-b6c5-${String(index).padStart(12, '0')}`,
      user,
      position: index + 1,
    })),
    is_active: true,
    last_edited: 1_760_000_000_000_000,
    ...over,
  };
}

export function aSchedule(over: Partial<Schedule> = {}): Schedule {
  return {
    account: ACCOUNT,
    team: aTeam().id,
    id: '3a9b1c52-7f4d-4e0a-8b6c-5d2e1f0a9c87',
    created_at: 1_760_000_000_000_000,
    name: 'Infrastructure',
    summary: '',
    description: '',
    time_zone: 'Europe/Berlin',
    layers: [aLayer()],
    overrides: [],
    ...over,
  };
}
