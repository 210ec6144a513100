import type { TEAM_ROUTES } from '../../../core/contracts/api-routes/team-routes';
import { getEscalationPolicy, listEscalationPolicies } from '../../../core/usecases/api/escalation-policies';
import {
  createMaintenanceWindow,
  deleteMaintenanceWindow,
  getMaintenanceWindow,
  listMaintenanceWindows,
  patchMaintenanceWindow,
  putMaintenanceWindow,
} from '../../../core/usecases/api/maintenance';
import { createTeam, getTeam, listTeams } from '../../../core/usecases/api/teams';
import type { ActionsOf } from './action';

/** What serves TEAM_ROUTES. */
export const TEAM_ACTIONS: ActionsOf<typeof TEAM_ROUTES> = {
  listTeams,
  createTeam,
  getTeam,
  listEscalationPolicies,
  getEscalationPolicy,
  listMaintenanceWindows,
  createMaintenanceWindow,
  getMaintenanceWindow,
  putMaintenanceWindow,
  patchMaintenanceWindow,
  deleteMaintenanceWindow,
};
