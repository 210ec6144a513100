import type { Micros } from '../../contracts/incident';
import type { Service, User } from '../../contracts/resources';
import { incidentKeyOf } from '../incident-id';
import { viewUser } from '../views/user-view';
import { toWireDate } from '../views/wire-date';
import { toPythonJson } from './python-json';
import { viewServiceOfWebhook } from './webhook-body';

/** No incident has it: numbers count from 1. */
export const TEST_INCIDENT_NUMBER = 0;

/** What a test delivery tells of. */
export interface TestSubject {
  readonly service: Service;
  readonly assignee: User | null;
  readonly at: Micros;
  /** Of the incident that is made up for it. */
  readonly unique_id: string;
}

/** What the sample of the test button leaves out of the service (contract §3). */
const LEFT_OUT = ['team_priority', 'task_template', 'sla', 'collation_time', 'collation'];

/** The text of a test delivery: a triggered incident in the form of the public test sample (contract §3). */
export function makeTestWebhookBody({ service, assignee, at, unique_id }: TestSubject): string {
  const shown = Object.entries(viewServiceOfWebhook(service)).filter(([key]) => !LEFT_OUT.includes(key));
  const incident = {
    summary: 'This is a test of the webhook. Nothing has happened.',
    incident_number: TEST_INCIDENT_NUMBER,
    creation_date: toWireDate(at),
    status: 1,
    unique_id,
    title: 'Test webhook',
    incident_key: incidentKeyOf(unique_id),
    service: Object.fromEntries(shown),
    priority: 1,
    urgency: 1,
    merged_with: null,
    assigned_to: assignee === null ? null : viewUser(assignee),
    resolved_date: null,
    acknowledged_date: null,
    context_window_start: null,
    context_window_end: null,
  };
  return toPythonJson({ payload: { event_type: 'triggered', incident } });
}
