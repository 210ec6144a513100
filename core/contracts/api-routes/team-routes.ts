import { TEAMS, TEAM } from './paths';
import type { ApiRoute } from './route';

/** Teams and what belongs to a team beside its services (contract §1.2, §1.10, §1.11). */
export const TEAM_ROUTES = {
  listTeams: { methods: ['GET'], path: TEAMS, access: 'read', summary: 'The teams of the account' },
  createTeam: {
    methods: ['POST'],
    path: TEAMS,
    access: 'write',
    wholeAccount: true,
    body: 'team',
    summary: 'Make a team',
  },
  getTeam: { methods: ['GET'], path: TEAM, access: 'read', summary: 'A team' },
  updateTeam: {
    methods: ['PUT', 'PATCH'],
    path: TEAM,
    access: 'write',
    body: 'teamChange',
    summary: 'Change a team',
  },
  deleteTeam: {
    methods: ['DELETE'],
    path: TEAM,
    access: 'write',
    summary: 'Delete a team with all that is below it; its incidents stay',
  },
  getTeamPermissions: {
    methods: ['GET'],
    path: `${TEAM}permissions/`,
    access: 'read',
    summary: 'The account permissions of a team',
  },
  putTeamPermissions: {
    methods: ['PUT'],
    path: `${TEAM}permissions/`,
    access: 'write',
    body: 'teamPermissions',
    summary: 'Set the account permissions of a team',
  },
  listTeamMembers: { methods: ['GET'], path: `${TEAM}members/`, access: 'read', summary: 'The members of a team' },
  createTeamMember: {
    methods: ['POST'],
    path: `${TEAM}members/`,
    access: 'write',
    body: 'teamMember',
    summary: 'Make a user a member of a team',
  },
  getTeamMember: {
    methods: ['GET'],
    path: `${TEAM}members/{member}/`,
    access: 'read',
    summary: 'A member of a team',
  },
  updateTeamMember: {
    methods: ['PUT', 'PATCH'],
    path: `${TEAM}members/{member}/`,
    access: 'write',
    body: 'teamMemberChange',
    summary: 'Change the role of a member of a team',
  },
  deleteTeamMember: {
    methods: ['DELETE'],
    path: `${TEAM}members/{member}/`,
    access: 'write',
    summary: 'Take a user out of a team',
  },
  listMaintenanceWindows: {
    methods: ['GET'],
    path: `${TEAM}maintenance/`,
    access: 'read',
    summary: 'The maintenance windows of a team',
  },
  createMaintenanceWindow: {
    methods: ['POST'],
    path: `${TEAM}maintenance/`,
    access: 'write',
    body: 'object',
    summary: 'Make a maintenance window',
  },
  getMaintenanceWindow: {
    methods: ['GET'],
    path: `${TEAM}maintenance/{maintenance}/`,
    access: 'read',
    summary: 'A maintenance window',
  },
  putMaintenanceWindow: {
    methods: ['PUT'],
    path: `${TEAM}maintenance/{maintenance}/`,
    access: 'write',
    body: 'object',
    summary: 'Replace a maintenance window',
  },
  patchMaintenanceWindow: {
    methods: ['PATCH'],
    path: `${TEAM}maintenance/{maintenance}/`,
    access: 'write',
    body: 'object',
    summary: 'Change a maintenance window',
  },
  deleteMaintenanceWindow: {
    methods: ['DELETE'],
    path: `${TEAM}maintenance/{maintenance}/`,
    access: 'write',
    summary: 'Delete a maintenance window',
  },
} as const satisfies Record<string, ApiRoute>;
