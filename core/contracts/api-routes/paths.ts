/** Paths that many routes begin with. */
export const TEAMS = '/api/account/teams/';
export const TEAM = `${TEAMS}{team}/` as const;
export const SERVICES = `${TEAM}services/` as const;
export const SERVICE = `${SERVICES}{service}/` as const;
export const INTEGRATIONS = `${SERVICE}integrations/` as const;
export const INTEGRATION = `${INTEGRATIONS}{integration}/` as const;
