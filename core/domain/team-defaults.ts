import type { EscalationPolicy, Team } from '../contracts/resources';
import type { IncidentRole } from '../contracts/team-resources';
import { deriveUuid } from './derive-uuid';

/**
 * What comes into being with a team (contract §1.2). The ids follow from the team's, so that a creation that was cut
 * off can be done again, and what is shown today keeps its id when it becomes editable.
 */

/** Minutes before the only rule of the default policy takes effect: at once. */
const NO_DELAY = 0;
/** Escalation target: a user (contract §1.10). */
const TARGET_USER = 2;

/** The escalation policy every team has from the start: its creator, at once. */
export function defaultEscalationPolicy(team: Team): EscalationPolicy {
  return {
    account: team.account,
    team: team.id,
    id: deriveUuid('default escalation policy', team.id),
    name: 'Default escalation policy',
    summary: 'Made with the team: tells its creator at once.',
    description: '',
    rules: [
      {
        id: deriveUuid('default escalation rule', team.id),
        delay: NO_DELAY,
        position: 1,
        targets: [{ target_type: TARGET_USER, target_id: team.owner }],
      },
    ],
    created_at: team.created_at,
  };
}

/** The incident role every team has from the start. */
export function defaultRole(team: Team): IncidentRole {
  return {
    account: team.account,
    team: team.id,
    id: deriveUuid('default role', team.id),
    title: 'Incident Commander',
    description: 'Leads the response to an incident.',
    rank: 1,
    created_at: team.created_at,
  };
}
