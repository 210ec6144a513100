import { randomUUID } from 'node:crypto';
import { encodeShortUuid } from '../../../core/domain/short-uuid';
import { newMember } from '../../../core/domain/team-member';
import { makeTraceId } from '../../../core/domain/trace-id';
import { anAlertGroupingPolicy } from './alert-grouping-policies';
import { ApiWorld } from './api-world';
import { anIncident } from './incident';
import { anOutgoingRule } from './outgoing-rules';
import { aService, aTeam, aUser, anIntegration } from './resources';
import { aRouter, aRuleset } from './routing';
import { TEAM_RESOURCES } from './team-resources';

/** What a full world of the api has beside the builders' own resources, and where all of it is found. */

export const OF_USER = { account: aUser().account, username: 'newcomer', id: randomUUID(), created_at: 1 };
export const CONTACT = { ...OF_USER, id: randomUUID(), name: 'Work', contact_type: 1, value: 'newcomer@example.com' };

/** Another incident that is the account's. */
export const MERGEABLE = anIncident({ number: 218, entity_id: 'disk-009' });

export const DELIVERY_ID = encodeShortUuid(7n);
export const TRACE_ID = makeTraceId(new ApiWorld().now, Buffer.from('seven'), new ApiWorld().signingKeys.traceIds);
export const WINDOW_ID = 'a1f4ce3a-55b9-4d0e-9c11-1f7b5c1a9e0d';
export const TOKEN_ID = '6a1b8f0c-2a3e-4f5d-8b7c-9d0e1f2a3b4c';
export const MEMBER = newMember(aTeam(), aUser(), 1, 1);
/** Not the service's own, which can't be deleted. */
export const UNUSED_POLICY = 'f1a7d2c3-8b4e-4c5d-9e6f-7081920a1b2c';
const TEAM_RESOURCE_IDS = Object.fromEntries(Object.entries(TEAM_RESOURCES).map(([kind, { id }]) => [kind, id]));
export const OTHER_ROLE = 'c4d5e6f7-0819-4a2b-bc3d-4e5f60718293';
export const RULE_ID = 'd3b0c7a1-5b1e-4a53-8f0e-6d0a3f1b2c4d';

export const INCIDENT = anIncident({ status: 2, tags: [TEAM_RESOURCES.tag.id] });
const ON_INCIDENT = {
  account: INCIDENT.account,
  team: INCIDENT.team,
  incident: INCIDENT.unique_id,
  created_at: 1,
};
export const NOTE = { ...ON_INCIDENT, id: encodeShortUuid(8n), user: 'newcomer', note: 'Ours' };
export const RESPONDER = { ...ON_INCIDENT, id: randomUUID(), user: aUser().username, response_status: 3 } as const;

/** A service that has no alert grouping policy yet. */
export const WITHOUT_POLICY = 'b7e4c1a2-3d5f-4a68-9b0c-1d2e3f4a5b6c';

/** The parameters that name what is really there, all of it the builders' account's. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  team: aTeam().id,
  service: aService().id,
  integration: anIntegration().id,
  escalation_policy: UNUSED_POLICY,
  ...TEAM_RESOURCE_IDS,
  delivery: DELIVERY_ID,
  rule: RULE_ID,
  outgoing_rule: anOutgoingRule().id,
  alert_grouping_policy: anAlertGroupingPolicy().id,
  router: aRouter().id,
  ruleset: aRuleset().id,
  maintenance: WINDOW_ID,
  username: 'newcomer',
  contact: CONTACT.id,
  notification_rule: OF_USER.id,
  forwarding_rule: OF_USER.id,
  custom_role: OF_USER.id,
  member: MEMBER.id,
  token: TOKEN_ID,
  integration_key: anIntegration().integration_key,
  trace_id: TRACE_ID,
  incident: INCIDENT.unique_id,
  note: NOTE.id,
  responder: RESPONDER.id,
};
