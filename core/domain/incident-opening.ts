import type { AlertFields } from '../contracts/alert';
import { NO_SETTINGS, type IncidentSettings } from '../contracts/incident-settings';
import type { EscalationPolicy, Integration, Service } from '../contracts/resources';
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
  /** Username of whom it is assigned to; null = nobody. */
  readonly assigned: string | null;
  /** Of what rules and the alert named; null = nothing that exists. */
  readonly priority: string | null;
  readonly sla: string | null;
  readonly tags: readonly string[];
}

/**
 * What an incident takes from the alert that opens it: first what alert rules decided, then what the alert says, then the
 * service's settings.
 */
export function openingOf(
  alert: AlertFields,
  settings: IncidentSettings,
  { integration, service, policy, assigned, priority, sla, tags }: OpeningContext,
): UndecidedOpening {
  return {
    account: integration.account,
    team: integration.team,
    service: service.id,
    title: truncate(alert.message, TITLE_LENGTH),
    summary: truncate(alert.summary, SUMMARY_LENGTH),
    urgency: settings.urgency ?? integration.default_urgency,
    escalation_policy: policy?.id ?? service.escalation_policy,
    priority: priority ?? service.team_priority,
    sla: sla ?? service.sla,
    tags,
    assigned_to: assigned,
    settings: saysNothing(settings) ? null : settings,
  };
}

function saysNothing(settings: IncidentSettings): boolean {
  return JSON.stringify(settings) === JSON.stringify(NO_SETTINGS);
}
