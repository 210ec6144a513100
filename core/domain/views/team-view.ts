import type { Json, JsonObject } from '../../contracts/json';
import type { Team } from '../../contracts/resources';
import type { IncidentRole } from '../../contracts/team-resources';
import { deriveUuid } from '../derive-uuid';
import { viewIncidentRole } from './incident-role-view';
import { toWireDay } from './wire-date';

/** What a team is shown with, oldest first. */
export interface TeamSurroundings {
  /** As the wire shows them. */
  readonly members: readonly Json[];
  readonly roles: readonly IncidentRole[];
}

/** A team as the wire shows it (contract §1.2). */
export function viewTeam(team: Team, { members, roles }: TeamSurroundings): JsonObject {
  return {
    unique_id: team.id,
    name: team.name,
    // Clients parse a UUID here, which the account's five letters are not.
    account: deriveUuid('account', team.account),
    creation_date: toWireDay(team.created_at),
    members,
    owner: team.owner,
    roles: roles.map(viewIncidentRole),
    private: team.private ?? false,
    account_permissions: team.account_permissions ?? [],
  };
}
