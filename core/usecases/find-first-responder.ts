import type { Micros } from '../contracts/incident';
import type { EscalationPolicy, EscalationTarget } from '../contracts/resources';
import { onCallAt } from '../domain/on-call/on-call';
import type { Directory } from './ports';

type Reader = Pick<Directory, 'resource'>;

/** Escalation target: a user; the other one is a schedule (contract §1.10). */
const TARGET_USER = 2;

/**
 * Username of the first person an escalation policy turns to at a time: the first of its targets, by the position of its
 * rules, that is a user, or a schedule by which somebody is on call then. Null when there is none. Delays don't count:
 * somebody has to be named now.
 * @throws when a schedule can't be read
 */
export async function findFirstResponder(
  directory: Reader,
  policy: EscalationPolicy | null,
  at: Micros,
): Promise<string | null> {
  if (policy === null) return null;
  const rules = policy.rules.toSorted((a, b) => a.position - b.position);
  for (const target of rules.flatMap(({ targets }) => targets)) {
    // One after the other: nearly always the first one answers.
    const user = await findUserOf(directory, policy.team, target, at);
    if (user !== null) return user;
  }
  return null;
}

/**
 * Usernames of all whom the first rule of the policy that names anybody turns to at a time, each once.
 * @throws when a schedule can't be read
 */
export async function findResponders(
  directory: Reader,
  policy: EscalationPolicy,
  at: Micros,
): Promise<readonly string[]> {
  for (const { targets } of policy.rules.toSorted((a, b) => a.position - b.position)) {
    const users = await Promise.all(targets.map((target) => findUserOf(directory, policy.team, target, at)));
    const found = new Set(users.filter((user) => user !== null));
    if (found.size > 0) return [...found];
  }
  return [];
}

async function findUserOf(
  directory: Reader,
  team: string,
  { target_type, target_id }: EscalationTarget,
  at: Micros,
): Promise<string | null> {
  return target_type === TARGET_USER ? target_id : findOnCall(directory, team, target_id, at);
}

/** Username of who is on call by the team's schedule with this id; null when nobody is, or there is no such schedule. */
export async function findOnCall(directory: Reader, team: string, id: string, at: Micros): Promise<string | null> {
  const schedule = await directory.resource('schedule', team, id);
  return schedule === null ? null : onCallAt(schedule, at);
}
