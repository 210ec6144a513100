import type { Service } from '../contracts/resources';

/** What a service has until somebody says otherwise: active, nothing on a timer, nothing collated. */
export const SERVICE_DEFAULTS = {
  description: '',
  team_priority: null,
  task_template: null,
  sla: null,
  auto_resolve_timeout: 0,
  acknowledgement_timeout: 0,
  /** Active. No body sets it, as some clients send 0 (disabled) for what they leave unset. */
  status: 1,
  collation: 0,
  collation_time: 0,
} as const satisfies Partial<Service>;
