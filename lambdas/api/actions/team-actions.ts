import type { TEAM_ROUTES } from '../../../core/contracts/api-routes/team-routes';
import { deleteTeam } from '../../../core/usecases/api/delete-service';
import {
  createMaintenanceWindow,
  deleteMaintenanceWindow,
  getMaintenanceWindow,
  listMaintenanceWindows,
  patchMaintenanceWindow,
  putMaintenanceWindow,
} from '../../../core/usecases/api/maintenance';
import {
  createTeamMember,
  deleteTeamMember,
  getTeamMember,
  listTeamMembers,
  updateTeamMember,
} from '../../../core/usecases/api/team-members';
import {
  createTeam,
  getTeam,
  getTeamPermissions,
  listTeams,
  putTeamPermissions,
  updateTeam,
} from '../../../core/usecases/api/teams';
import type { ActionsOf } from './action';

/** What serves TEAM_ROUTES. */
export const TEAM_ACTIONS: ActionsOf<typeof TEAM_ROUTES> = {
  listTeams,
  createTeam,
  getTeam,
  updateTeam,
  deleteTeam,
  getTeamPermissions,
  putTeamPermissions,
  listTeamMembers,
  createTeamMember,
  getTeamMember,
  updateTeamMember,
  deleteTeamMember,
  listMaintenanceWindows,
  createMaintenanceWindow,
  getMaintenanceWindow,
  putMaintenanceWindow,
  patchMaintenanceWindow,
  deleteMaintenanceWindow,
};
