import type { OutgoingRule } from '../../../core/contracts/outgoing-rule';
import { anOutgoingIntegration } from './outgoing';
import { ACCOUNT, aTeam } from './resources';

/** A rule of the builders' outgoing integration that every incident matches. */
export function anOutgoingRule(over: Partial<OutgoingRule> = {}): OutgoingRule {
  return {
    account: ACCOUNT,
    team: aTeam().id,
    integration: anOutgoingIntegration().id,
    id: '6a1d2a60-91f4-4d0f-9d4e-7d9b0b6a5c11',
    created_at: 1_790_000_000_000_000,
    is_enabled: true,
    condition: { all: [] },
    ...over,
  };
}
