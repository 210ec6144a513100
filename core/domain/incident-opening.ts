import type { AlertFields } from '../contracts/alert';
import type { EscalationPolicy, Integration, Service } from '../contracts/resources';
import type { IncidentOpening } from './binding/operation';
import { firstResponder } from './first-responder';
import { truncate } from './truncate';

/** An incident shows at most so much of its alert's texts; the alert itself keeps them whole. */
const TITLE_LENGTH = 1_000;
const SUMMARY_LENGTH = 4_000;

/** Where an alert arrived, and the escalation policy its incident gets. */
export interface OpeningContext {
  readonly integration: Integration;
  readonly service: Service;
  readonly policy: EscalationPolicy | null;
}

/**
 * What an incident takes from the alert that opens it. Priority, SLA and tags that the alert names are kept with the
 * alert; the incident takes the service's, since references that name nothing are ignored (contract §1.12).
 */
export function openingOf(alert: AlertFields, { integration, service, policy }: OpeningContext): IncidentOpening {
  return {
    account: integration.account,
    team: integration.team,
    service: service.id,
    title: truncate(alert.message, TITLE_LENGTH),
    summary: truncate(alert.summary, SUMMARY_LENGTH),
    urgency: integration.default_urgency,
    escalation_policy: policy?.id ?? service.escalation_policy,
    priority: service.team_priority,
    sla: service.sla,
    tags: [],
    assigned_to: firstResponder(policy),
  };
}
