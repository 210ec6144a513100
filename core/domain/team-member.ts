import type { Team, TeamMember, User } from '../contracts/resources';
import type { Micros } from '../contracts/incident';
import { deriveUuid } from './derive-uuid';

/** What a member of a team is (contract §1.2). */
export const TEAM_ROLE = { manager: 1, user: 2 } as const;

/** The id of a user's place in a team. */
export function memberIdOf(team: string, username: string): string {
  return deriveUuid('member', team, username);
}

/** A user's place in a team, not yet stored. */
export function newMember(
  { account, id: team }: Team,
  { username }: Pick<User, 'username'>,
  role: TeamMember['role'],
  created_at: Micros,
): TeamMember {
  return { account, team, id: memberIdOf(team, username), username, role, created_at };
}
