import type { JsonObject } from '../../contracts/json';
import type { Team, User } from '../../contracts/resources';
import { deriveUuid } from '../derive-uuid';
import { defaultRole } from '../team-defaults';
import { viewUser } from './user-view';
import { toWireDate, toWireDay } from './wire-date';

/** Role of a member who manages the team (contract §1.2). */
const MANAGER = 1;

/**
 * A team as the wire shows it (contract §1.2).
 * @param owner The user who made it, its manager; null when that user is gone, and then it shows no members.
 */
export function viewTeam(team: Team, owner: User | null): JsonObject {
  const role = defaultRole(team);
  return {
    unique_id: team.id,
    name: team.name,
    account: team.account,
    creation_date: toWireDay(team.created_at),
    members: owner === null ? [] : [viewManager(team, owner)],
    owner: team.owner,
    roles: [
      {
        unique_id: role.id,
        team: team.id,
        title: role.title,
        description: role.description,
        creation_date: toWireDate(team.created_at),
        rank: role.rank,
      },
    ],
    private: false,
    account_permissions: [],
  };
}

function viewManager(team: Team, owner: User): JsonObject {
  return {
    unique_id: deriveUuid('member', team.id, owner.username),
    team: team.id,
    user: viewUser(owner),
    joining_date: toWireDate(team.created_at),
    role: MANAGER,
  };
}
