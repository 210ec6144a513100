import type { AlertGroupingPolicy } from '../../../core/contracts/alert-grouping-policy';
import { ACCOUNT, aService } from './resources';

/** A policy that collates alerts with the same title for five minutes. */
export function anAlertGroupingPolicy(over: Partial<AlertGroupingPolicy> = {}): AlertGroupingPolicy {
  return {
    account: ACCOUNT,
    team: aService().team,
    service: aService().id,
    id: 'a4f2b1de-6f57-4b0c-8a39-0d8b1f6a2c55',
    match_mode: 2,
    match_fields: { static_fields: ['incident_title'], custom_fields: [] },
    time_window: 5,
    is_active: true,
    created_at: 1_789_000_000_000_000,
    updated_at: 1_789_000_000_000_000,
    ...over,
  };
}
