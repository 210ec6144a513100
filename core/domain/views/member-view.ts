import type { JsonObject } from '../../contracts/json';
import type { TeamMember, User } from '../../contracts/resources';
import { viewUser } from './user-view';
import { toWireDate } from './wire-date';

/** A member of a team as lists and reads show it (contract §1.2). */
export function viewMember(member: TeamMember, user: User): JsonObject {
  return {
    unique_id: member.id,
    team: member.team,
    user: viewUser(user),
    joining_date: toWireDate(member.created_at),
    role: member.role,
  };
}

/** The same as POST and PUT answer: clients decode `user` as the bare username there (contract §1.2). */
export function viewWrittenMember(member: TeamMember): JsonObject {
  return {
    unique_id: member.id,
    team: member.team,
    user: member.username,
    joining_date: toWireDate(member.created_at),
    role: member.role,
  };
}
