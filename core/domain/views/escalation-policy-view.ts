import type { JsonObject } from '../../contracts/json';
import type { EscalationPolicy } from '../../contracts/resources';

/** An escalation policy as the wire shows it (contract §1.10). */
export function viewEscalationPolicy(policy: EscalationPolicy): JsonObject {
  return {
    ...viewPolicyOnCall(policy),
    team: policy.team,
    rules: policy.rules.map((rule) => ({
      delay: rule.delay,
      targets: rule.targets.map(({ target_type, target_id }) => ({ target_type, target_id })),
      position: rule.position,
      unique_id: rule.id,
    })),
    // The newest client takes no policy without these two (docs/api.md); what they tell is not kept here.
    connections: null,
    assignment_settings: null,
  };
}

/** An escalation policy where it is listed who is on call: with these keys and no others, which the newest client refuses. */
export function viewPolicyOnCall(policy: EscalationPolicy): JsonObject {
  return {
    name: policy.name,
    summary: policy.summary,
    description: policy.description,
    unique_id: policy.id,
    repeat_policy: policy.repeat_policy ?? 0,
    move_to_next: policy.move_to_next ?? true,
    global_ep: policy.global_ep ?? false,
  };
}

/** An escalation policy as incidents refer to it; the newer clients need the team (contract §4). */
export function viewPolicyReference(policy: EscalationPolicy): JsonObject {
  return { unique_id: policy.id, name: policy.name, team: policy.team };
}
