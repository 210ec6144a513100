import type { EscalationPolicy } from '../contracts/resources';

/** Escalation target: a user (contract §1.10). */
const TARGET_USER = 2;

/** Username of the first person an escalation policy names, by the position of its rules; null when it names none. */
export function firstResponder(policy: EscalationPolicy | null): string | null {
  const rules = [...(policy?.rules ?? [])].sort((a, b) => a.position - b.position);
  for (const { targets } of rules) {
    const user = targets.find(({ target_type }) => target_type === TARGET_USER);
    if (user) return user.target_id;
  }
  return null;
}
