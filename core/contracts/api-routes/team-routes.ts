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
  listEscalationPolicies: {
    methods: ['GET'],
    path: `${TEAM}escalation_policies/`,
    access: 'read',
    summary: 'The escalation policies of a team',
  },
  getEscalationPolicy: {
    methods: ['GET'],
    path: `${TEAM}escalation_policies/{escalation_policy}/`,
    access: 'read',
    summary: 'An escalation policy',
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
