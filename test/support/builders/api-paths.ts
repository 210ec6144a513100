import { aService, aTeam, anIntegration } from './resources';

/** Paths of the builders' resources. */
export const PATHS = {
  teams: '/api/account/teams/',
  team: `/api/account/teams/${aTeam().id}/`,
  policies: `/api/account/teams/${aTeam().id}/escalation_policies/`,
  services: `/api/account/teams/${aTeam().id}/services/`,
  service: `/api/account/teams/${aTeam().id}/services/${aService().id}/`,
  integrations: `/api/account/teams/${aTeam().id}/services/${aService().id}/integrations/`,
  integration: `/api/account/teams/${aTeam().id}/services/${aService().id}/integrations/${anIntegration().id}/`,
} as const;
