import type { Delivery } from '../../../core/contracts/delivery';
import { parseMaintenanceWindow } from '../../../core/domain/maintenance/parse-window';
import { parseAlertRule } from '../../../core/domain/rules/parse-rule';
import { anAlertGroupingPolicy } from './alert-grouping-policies';
import { WINDOW } from './api-bodies';
import { ApiWorld } from './api-world';
import {
  CONTACT,
  DELIVERY_ID,
  INCIDENT,
  MEMBER,
  MERGEABLE,
  NOTE,
  OF_USER,
  OTHER_ROLE,
  RESPONDER,
  RULE_ID,
  TOKEN_ID,
  TRACE_ID,
  UNUSED_POLICY,
  WINDOW_ID,
  WITHOUT_POLICY,
} from './full-api-things';
import { anAttempt } from './deliveries';
import { aHead, anIncident } from './incident';
import { aStoredAlert } from './stored-alert';
import { anEndpoint, anOutgoingIntegration } from './outgoing';
import { anOutgoingRule } from './outgoing-rules';
import { aService, aTeam, aUser, anEscalationPolicy, anIntegration } from './resources';
import { aRouter, aRuleset } from './routing';
import { TEAM_RESOURCES } from './team-resources';

const TEAM_RESOURCE_KINDS = Object.keys(TEAM_RESOURCES) as (keyof typeof TEAM_RESOURCES)[];

/** An account that has nothing to do with the builders', and its owner. */
export const STRANGERS = 'zz9zz';
export const STRANGER = '00000000-0000-0000-0000';

/** The builders' account with at least one of everything, and an account of strangers. */
export async function fullWorld(): Promise<ApiWorld> {
  const world = await new ApiWorld().settle();
  // With an endpoint: the routes of deliveries want one.
  await world.integrate(anIntegration({ endpoint: anEndpoint() }));
  const everyAlert = parseAlertRule({ actions: [] });
  if (!everyAlert.ok) throw new Error('The rule is not valid.');
  const { account: ours, id: integration } = anIntegration();
  const inTeam = { account: ours, team: aTeam().id };
  await world.resources.put('rule', {
    ...inTeam,
    integration,
    unique_id: RULE_ID,
    created_at: 1,
    rule: everyAlert.rule,
  });
  await world.resources.put('user', aUser({ username: 'newcomer', email: 'newcomer@example.com' }));
  await world.resources.put('member', MEMBER);
  await world.resources.put('contact', CONTACT);
  const rule = { contact: 'none', start_delay: 0, urgency: 1 } as const;
  await world.resources.put('notification_rule', { ...OF_USER, ...rule });
  const forwarding = { from: 1, to: 2, time_zone: 'UTC', to_user: aUser().username, created_by: aUser().username };
  await world.resources.put('forwarding_rule', { ...OF_USER, ...forwarding });
  await world.resources.put('custom_role', { ...OF_USER, name: 'Ours', description: '', permissions: [] });
  const token = { id: TOKEN_ID, account: ours, name: 'Ours', scope: 'read' as const, teams: [aTeam().id] };
  await world.resources.put('token', { ...token, hash: 'of nothing', username: aUser().username, created_at: 1 });
  const window = parseMaintenanceWindow(WINDOW);
  if (!window.ok) throw new Error('The window is not valid.');
  await world.resources.put('maintenance_window', { ...window.window, ...inTeam, unique_id: WINDOW_ID, created_at: 1 });
  await world.integrate(anOutgoingIntegration());
  await world.resources.put('escalation_policy', anEscalationPolicy({ id: UNUSED_POLICY }));
  for (const kind of TEAM_RESOURCE_KINDS) await world.resources.put(kind, TEAM_RESOURCES[kind]);
  await world.resources.put('outgoing_rule', anOutgoingRule());
  // Not put there, so that the audit log has something to tell of.
  const author = { account: ours, username: aUser().username, token: TOKEN_ID };
  await world.resources
    .by(author)
    .create('custom_role', { ...OF_USER, id: OTHER_ROLE, name: 'Other', description: '', permissions: [] });
  await world.resources.put('alert_grouping_policy', anAlertGroupingPolicy());
  await world.resources.put('service', aService({ id: WITHOUT_POLICY }));
  await world.resources.put('router', aRouter());
  await world.resources.put('ruleset', aRuleset());
  await world.alerts.store(aStoredAlert(TRACE_ID, anIncident()));
  await world.entities.save(aHead(INCIDENT, { recent_alerts: [TRACE_ID] }), true);
  await world.integrationAlerts.add(anIntegration().id, [TRACE_ID]);
  await world.entities.save(aHead(MERGEABLE, { recent_alerts: [] }), true);
  await world.resources.put('incident_note', NOTE);
  await world.resources.put('responder', RESPONDER);
  await recordErrors(world);
  const { id, service, account } = anIntegration();
  const message = { id: DELIVERY_ID, account, service, integration: id, body: '{}', sequence: 1 };
  const incident = { incident_number: 217, unique_id: anIncident().unique_id };
  const delivery: Delivery = {
    ...{ v: 1, ...message, incident, type: 'triggered', transition_at: world.now },
    ...{ status: 'pending', next_attempt_at: world.now, reason: null, attempts: [anAttempt()] },
  };
  await world.deliveries.record(delivery, null, delivery);
  const username = STRANGER;
  await world.resources.put('account', { id: STRANGERS, name: 'Strangers', owner: username, created_at: world.now });
  await world.resources.put('user', aUser({ account: STRANGERS, username, email: 'stranger@example.com' }));
  return world;
}

/** One body that was refused, of the integration and of the router. */
async function recordErrors({ errors, now }: ApiWorld): Promise<void> {
  const refused = { at: now, trace_id: null, kind: 'refused', reason: 'It is no JSON.', body: '{' } as const;
  await errors.record({ ...refused, id: 'one', integration: anIntegration().id });
  await errors.record({ ...refused, id: 'two', integration: aRouter().id, kind: 'unrouted' });
}

/** All that the builders' account has, as lists. */
export async function everything({ resources, deliveries, entities }: ApiWorld): Promise<unknown> {
  const { account, id } = aTeam();
  return [
    await resources.teams(account),
    await resources.services(id),
    await resources.escalationPolicies(id),
    ...(await Promise.all(TEAM_RESOURCE_KINDS.map((kind) => resources.resources(kind, id)))),
    await resources.resources('task', TEAM_RESOURCES.task_template.id),
    await resources.resources('user', account),
    await resources.resources('member', id),
    await resources.resources('token', account),
    await resources.resources('custom_role', account),
    await resources.resources('contact', 'newcomer'),
    await resources.resources('notification_rule', 'newcomer'),
    await resources.resources('forwarding_rule', 'newcomer'),
    await resources.integrations(aService().id),
    await resources.rules(anIntegration().id),
    await resources.resources('outgoing_rule', anOutgoingIntegration().id),
    await resources.resources('router', account),
    await resources.resources('ruleset', aRouter().id),
    await resources.maintenanceWindows(id),
    [...deliveries.rows.values()],
    [...entities.heads.values()],
    await resources.resources('incident_note', INCIDENT.unique_id),
    await resources.resources('responder', INCIDENT.unique_id),
  ];
}
