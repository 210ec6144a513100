import type { AlertFields } from '../contracts/alert';
import { NO_SETTINGS, type IncidentSettings } from '../contracts/incident-settings';
import type { EscalationPolicy, Integration, Service } from '../contracts/resources';
import { firstResponder } from './first-responder';
import type { UndecidedOpening } from './outgoing-rules/muted-endpoints';
import { truncate } from './truncate';

/** An incident shows at most so much of its alert's texts; the alert itself keeps them whole. */
const TITLE_LENGTH = 1_000;
const SUMMARY_LENGTH = 4_000;

/** Where an alert arrived, and what it or its rules named that exists. */
export interface OpeningContext {
  readonly integration: Integration;
  readonly service: Service;
  readonly policy: EscalationPolicy | null;
  /** Username that an alert rule assigned and that the account has; null = none. */
  readonly assigned: string | null;
}

/**
 * What an incident takes from the alert that opens it: first what alert rules decided, then the service's settings.
 * Priority, SLA and tags that the alert itself names are kept with the alert; references that name nothing are ignored
 * (contract §1.12).
 */
export function openingOf(
  alert: AlertFields,
  settings: IncidentSettings,
  { integration, service, policy, assigned }: OpeningContext,
): UndecidedOpening {
  return {
    account: integration.account,
    team: integration.team,
    service: service.id,
    title: truncate(alert.message, TITLE_LENGTH),
    summary: truncate(alert.summary, SUMMARY_LENGTH),
    urgency: settings.urgency ?? integration.default_urgency,
    escalation_policy: policy?.id ?? service.escalation_policy,
    priority: settings.team_priority ?? service.team_priority,
    sla: settings.sla ?? service.sla,
    tags: settings.tags,
    assigned_to: assigned ?? firstResponder(policy),
    settings: saysNothing(settings) ? null : settings,
  };
}

function saysNothing(settings: IncidentSettings): boolean {
  return JSON.stringify(settings) === JSON.stringify(NO_SETTINGS);
}
