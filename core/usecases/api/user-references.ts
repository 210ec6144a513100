import type { EscalationPolicy, Team } from '../../contracts/resources';
import type { Schedule } from '../../contracts/schedule';
import type { ApiDeps } from './deps';

/** Escalation target: a user (contract §1.10). */
const USER = 2;

/** What in a team would tell this user of incidents, in words for people. */
export async function policiesNaming(
  { directory }: Pick<ApiDeps, 'directory'>,
  team: Team,
  username: string,
): Promise<readonly string[]> {
  const [policies, schedules] = await Promise.all([
    directory.escalationPolicies(team.id),
    directory.resources('schedule', team.id),
  ]);
  return [
    ...policies
      .filter((policy) => isTarget(policy, username))
      .map(({ name }) => `the escalation policy "${name}" of the team "${team.name}"`),
    ...schedules
      .filter((schedule) => isOn(schedule, username))
      .map(({ name }) => `the schedule "${name}" of the team "${team.name}"`),
  ];
}

/** Past overrides too: whoever reads the schedule wants to see who stood in. */
function isOn({ layers, overrides }: Schedule, username: string): boolean {
  return (
    overrides.some(({ user }) => user === username) ||
    layers.some(({ users }) => users.some(({ user }) => user === username))
  );
}

function isTarget({ rules }: EscalationPolicy, username: string): boolean {
  return rules.some(({ targets }) =>
    targets.some(({ target_type, target_id }) => target_type === USER && target_id === username),
  );
}
